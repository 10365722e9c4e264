package dev.taskhost.plugin.load;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.PluginDescriptor;

/**
 * A plugin file as it was at one moment: our private copy of it and what it says of itself. Compared by identity.
 *
 * @param file the user's file; its name stands in what people read
 * @param descriptor its id, version and dependencies
 * @param home the folder of the private copy; nothing else lies in it
 * @param classpath the jars and folders of classes in {@code home}
 * @param sha256 of the user's file, so that one that was only touched is not swapped
 */
record Staged(Path file, PluginDescriptor descriptor, Path home, List<Path> classpath, String sha256) {
    /** Of the copy in {@code home}. Always ".jar": class loaders and PF4J go by the name. */
    private static final String COPY = "plugin.jar";

    /** Where the copy of a file goes. */
    static Path copyIn(Path home) {
        return home.resolve(COPY);
    }

    /** The copy of the user's file, byte by byte. */
    Path copy() {
        return copyIn(home);
    }

    /** The user's file's own name. */
    String fileName() {
        return file.getFileName().toString();
    }

    String id() {
        return descriptor.getPluginId();
    }

    String version() {
        return descriptor.getVersion();
    }

    /** For executions that run on it: {@code hello 1.2 9b01c2d3}. */
    String generation() {
        return id() + " " + version() + " " + sha256.substring(0, 8);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return id() + "@" + version() + " of " + file;
    }
}
