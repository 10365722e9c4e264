package dev.taskhost.app.command;

import dev.taskhost.script.catalog.CatalogScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The scripts folder as commands look at it. */
final class ScriptFolder {
    private ScriptFolder() {}

    /**
     * Hashes of all scripts by path.
     *
     * @throws CommandException when the folder cannot be read
     */
    static Map<String, String> hashes(Path folder) {
        try {
            Map<String, String> hashes = new TreeMap<>();
            CatalogScan.scan(folder.toRealPath(), CatalogScan.empty(), null)
                    .catalog()
                    .scripts()
                    .forEach(script -> hashes.put(script.path(), script.hash()));
            return hashes;
        } catch (IOException e) {
            throw CommandException.wrong("The scripts folder " + folder + " cannot be read (" + e
                    + "); name another with --scripts, or check its rights.");
        }
    }
}
