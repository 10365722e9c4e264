package dev.taskhost.app.command;

import dev.taskhost.plugin.load.PluginFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The plugins folder as commands look at it. */
final class PluginHashes {
    private PluginHashes() {}

    /**
     * Hashes of all jars and zips by name.
     *
     * @throws CommandException when the folder cannot be read
     */
    static Map<String, String> of(Path folder) {
        try {
            return PluginFolder.hashes(folder);
        } catch (IOException e) {
            throw CommandException.wrong("The plugins folder " + folder + " cannot be read (" + e
                    + "); name another with --plugins, or check its rights.");
        }
    }
}
