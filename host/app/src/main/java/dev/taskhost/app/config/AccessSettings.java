package dev.taskhost.app.config;

import dev.taskhost.script.access.Access;
import dev.taskhost.script.access.HostClasses;
import dev.taskhost.script.network.NetworkList;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What bodies may reach, of {@code [scripts]}. Immutable.
 *
 * @param restricted {@code access}: whether they reach only the scripts, a scratch folder, and the network's list
 * @param network what they may speak to then
 * @param classes {@code host_classes}: of the host, which they may use in any case
 */
public record AccessSettings(boolean restricted, NetworkList network, HostClasses classes) {
    /** Everything but classes of the host. */
    public static final AccessSettings TRUSTED = new AccessSettings(false, NetworkList.NONE, HostClasses.NONE);

    static AccessSettings read(Table table) {
        boolean restricted = table.choice("access", false, words());
        List<String> network = table.texts("network");
        if (!restricted && !network.isEmpty()) {
            table.problem(
                    "network lists what restricted scripts may speak to; write access = \"restricted\" too, or leave it out");
        }
        return new AccessSettings(
                restricted,
                each(table, "network", network, NetworkList::of).orElse(NetworkList.NONE),
                each(table, "host_classes", table.texts("host_classes"), all -> HostClasses.of(all, restricted))
                        .orElse(HostClasses.NONE));
    }

    private static Map<String, Boolean> words() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("trusted", false);
        words.put("restricted", true);
        return words;
    }

    /** Entry by entry first, so that all bad ones are noted. */
    private static <T> Optional<T> each(
            Table table, String key, List<String> entries, Function<List<String>, T> reader) {
        boolean fine = true;
        for (String entry : entries) {
            try {
                var _ = reader.apply(List.of(entry));
            } catch (IllegalArgumentException e) {
                table.problem(key + ": " + e.getMessage());
                fine = false;
            }
        }
        return fine ? Optional.of(reader.apply(entries)) : Optional.empty();
    }

    /**
     * For the script runtime.
     *
     * @param scratch where the scratch folders of restricted bodies are
     */
    public Access in(Path scratch) {
        return (restricted ? Access.restricted(scratch, network) : Access.TRUSTED).withClasses(classes);
    }
}
