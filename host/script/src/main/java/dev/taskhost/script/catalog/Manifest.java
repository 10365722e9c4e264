package dev.taskhost.script.catalog;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.script.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A generation as plain values, for another process that shall see the same one; and back. Thread-safe (no state). */
public final class Manifest {
    private Manifest() {}

    /** What {@link #read} takes; JSON-able. */
    public static Map<String, Object> of(Generation generation) {
        Map<String, Object> files = new TreeMap<>();
        generation.catalog().scripts().forEach(script -> files.put(script.path(), script.hash()));
        Map<String, Object> manifest = new HashMap<>();
        manifest.put("number", generation.number());
        manifest.put("id", generation.id());
        manifest.put("files", files);
        if (generation.copies() != null) {
            manifest.put("texts", generation.copies().folder().toAbsolutePath().toString());
        }
        Environment environment = generation.catalog().environment();
        manifest.put("lock", environment.lockHash());
        if (environment.sitePackages() != null) {
            manifest.put("packages", environment.sitePackages().toAbsolutePath().toString());
        }
        return manifest;
    }

    /**
     * The generation that a manifest describes: with the texts that were kept for it, or, where none are kept, those that lie in the folder.
     *
     * @param root the scripts folder, as a real path
     * @throws IOException when a text cannot be read
     * @throws IllegalArgumentException when it is no manifest
     */
    public static Generation read(Path root, Map<String, ? extends @Nullable Object> manifest) throws IOException {
        @Nullable Copies copies = manifest.get("texts") instanceof String texts ? new Copies(Path.of(texts)) : null;
        if (!(manifest.get("number") instanceof Long number)
                || !(manifest.get("id") instanceof String id)
                || !(manifest.get("files") instanceof Map<?, ?> files)) {
            throw new IllegalArgumentException("no generation's manifest: " + manifest.keySet());
        }
        Map<String, Script> scripts = new TreeMap<>();
        for (Map.Entry<?, ?> file : files.entrySet()) {
            String path = String.valueOf(file.getKey());
            Path place = root.resolve(path);
            byte[] content = copies == null ? Files.readAllBytes(place) : copies.read(String.valueOf(file.getValue()));
            scripts.put(path, ScriptReader.read(root, place, path, content, new Script.Stamp(0, content.length)));
        }
        return new Generation(
                number, id, new Catalog(scripts, List.of(), environment(manifest), NodeLocks.NONE), copies);
    }

    private static Environment environment(Map<String, ? extends @Nullable Object> manifest) {
        @Nullable Path packages = manifest.get("packages") instanceof String place ? Path.of(place) : null;
        return new Environment(manifest.get("lock") instanceof String lock ? lock : "", packages);
    }
}
