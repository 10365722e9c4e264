package dev.taskhost.app.config;

import dev.taskhost.services.secret.BadSecretFileException;
import dev.taskhost.services.secret.SecretFile;
import dev.taskhost.services.secret.SecretValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a secret stands that is not in the TOML file itself: <code>{ file = "…" }</code> or <code>{ env = "…" }</code>. Stateless. */
final class SecretPlace {
    /** The key of a path. */
    static final String FILE = "file";

    /** The key of an environment variable's name. */
    static final String ENV = "env";

    private SecretPlace() {}

    /** Whether a table says that and nothing else. */
    static boolean is(Map<?, ?> table) {
        return table.size() == 1 && (table.get(FILE) instanceof String || table.get(ENV) instanceof String);
    }

    /** What a table says; empty when something is wrong with it, which is noted. The secret was read once, and is masked. */
    static Optional<SecretValue> read(Table table) {
        boolean file = table.has(FILE);
        boolean variable = table.has(ENV);
        if (file == variable) {
            table.wholeProblem((file ? "has both file and env" : "has neither file nor env")
                    + "; write one of them, as in { file = \"/run/secrets/name\" } or { env = \"NAME\" }");
            return Optional.empty();
        }
        return file ? inFile(table) : inVariable(table);
    }

    /** Its text as it is now; empty when something is wrong, which is noted. */
    static Optional<String> text(Table table) {
        Optional<String> text = read(table).flatMap(value -> {
            try {
                return Optional.of(value.read());
            } catch (BadSecretFileException e) {
                table.problem(FILE + ": " + e.getMessage());
                return Optional.empty();
            }
        });
        table.refuseOthers("");
        return text;
    }

    private static Optional<SecretValue> inFile(Table table) {
        Path written = table.path(FILE, "");
        if (written.toString().isEmpty()) {
            return Optional.empty(); // noted by the table
        }
        SecretFile file = table.reading().secretFile(written);
        try {
            table.noteSecret(FILE, file.read());
        } catch (BadSecretFileException e) {
            table.problem(FILE + ": " + e.getMessage());
            return Optional.empty();
        }
        if (file.isTooOpen()) {
            table.warn(FILE + ": others on this machine can read or change " + file.path()
                    + "; make it its owner's alone: chmod 600 (in a container: mode 0400 of the secret)");
        }
        return Optional.of(new SecretValue.InFile(file));
    }

    private static Optional<SecretValue> inVariable(Table table) {
        String name = table.required(ENV, "NAME");
        if (name.isEmpty()) {
            return Optional.empty(); // noted by the table
        }
        try {
            String text = table.reading().fill("${" + name + "}").text();
            table.noteSecret(ENV, text);
            return Optional.of(new SecretValue.Fixed(text));
        } catch (Variables.BadVariableException e) {
            table.problem(ENV + " " + e.getMessage());
            return Optional.empty();
        }
    }
}
