package dev.taskhost.app.config;

import dev.taskhost.services.secret.SecretValue;
import dev.taskhost.services.secret.TaskSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code [secrets]} of common.toml: what bodies may ask for by name. Stateless. */
final class SecretsTable {
    private static final String TASKS = "tasks";
    private static final String TEXT =
            "a text that is not empty, or a table as in { file = \"/run/secrets/name\", tasks = [\"billing.*\"] }";

    private SecretsTable() {}

    /** By name; what is wrong is noted as the table's problem. */
    static Map<String, TaskSecret> read(Table table) {
        Map<String, TaskSecret> secrets = new TreeMap<>();
        for (String name : Set.copyOf(table.keys())) {
            (table.isTable(name) ? elsewhere(table.table(name)) : here(table, name))
                    .ifPresent(secret -> secrets.put(name, secret));
        }
        return Map.copyOf(secrets);
    }

    private static Optional<TaskSecret> here(Table table, String name) {
        Secret secret = table.secret(name, TEXT, text -> !text.isEmpty());
        return secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new TaskSecret(new SecretValue.Fixed(secret.reveal()), Optional.empty()));
    }

    private static Optional<TaskSecret> elsewhere(Table table) {
        Optional<SecretValue> value = SecretPlace.read(table);
        boolean named = table.has(TASKS);
        List<String> tasks = table.texts(TASKS);
        if (named && tasks.isEmpty()) {
            table.problem(TASKS
                    + " names no task, so nobody could have it; name some, as in [\"billing.*\"], or leave it out");
        }
        table.refuseOthers("");
        return value.filter(found -> !isEmpty(table, found))
                .map(found -> new TaskSecret(found, named ? Optional.of(tasks) : Optional.empty()));
    }

    private static boolean isEmpty(Table table, SecretValue value) {
        boolean empty = value instanceof SecretValue.Fixed fixed && fixed.text().isEmpty();
        if (empty) {
            table.problem(SecretPlace.ENV + " names an environment variable that is empty; put the secret into it");
        }
        return empty;
    }
}
