package dev.taskhost.script.catalog;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code package.json} says that matters for finding modules. Immutable.
 *
 * @param folder that it lies in
 * @param name the package's; empty when it has none
 * @param module whether its {@code type} is {@code module}
 * @param main where the package begins, as written; empty when it does not say
 * @param exports as read: String, List, Map or null, see {@link Json}
 * @param imports as read; empty when there are none
 */
public record PackageJson(
        Path folder,
        String name,
        boolean module,
        String main,
        @Nullable Object exports,
        Map<String, @Nullable Object> imports) {
    /** What the file is called. */
    public static final String FILE = "package.json";

    /**
     * Reads the one of a folder.
     *
     * @return empty when the folder has none
     * @throws BadPackageJsonException when it is no JSON object
     * @throws IOException when it is there and cannot be read
     */
    public static Optional<PackageJson> in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(folder, Json.readObject(Files.readString(file))));
        } catch (BadJsonException e) {
            throw new BadPackageJsonException(file, e);
        }
    }

    /**
     * The nearest one from a folder upwards.
     *
     * @param root the folder above which none counts
     * @throws IOException as {@link #in}
     */
    public static Optional<PackageJson> nearest(Path root, Path folder) throws IOException {
        for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
            Optional<PackageJson> found = in(at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static PackageJson of(Path folder, Map<String, @Nullable Object> json) {
        @SuppressWarnings("unchecked") // Json makes maps of this type only
        Map<String, @Nullable Object> imports =
                json.get("imports") instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
        return new PackageJson(
                folder,
                text(json, "name"),
                text(json, "type").equals("module"),
                text(json, "main"),
                json.get("exports"),
                imports);
    }

    private static String text(Map<String, @Nullable Object> json, String key) {
        return json.get(key) instanceof String text ? text : "";
    }
}
