package dev.taskhost.app.command;

import dev.taskhost.script.catalog.CatalogScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The scripts folder as commands look at it. */
final class ScriptFolder {
    private ScriptFolder() {}

    /**
     * Hashes of all scripts, and of the lock of their packages, by path.
     *
     * @throws CommandException when the folder cannot be read
     */
    static Map<String, String> hashes(Path folder) {
        try {
            return CatalogScan.scan(folder.toRealPath(), CatalogScan.empty(), null)
                    .catalog()
                    .hashes();
        } catch (IOException e) {
            throw CommandException.wrong("The scripts folder " + folder + " cannot be read (" + e
                    + "); name another with --scripts, or check its rights.");
        }
    }
}
