package dev.taskhost.plugin.load;

import dev.taskhost.api.Task;
import java.util.List;

/**
 * The parent of all plugins' class loaders: the JDK and the few packages of the host that plugins may see. Nothing else
 * of the host is visible, so a plugin that forgot to bring a library fails at once and everywhere, not on the day the
 * host drops that library. SLF4J is here for plugins that were compiled against it and bring none: their lines reach the
 * host's log; one that brings its own SLF4J gets its own.
 */
final class HostClasses extends ClassLoader {
    /** Taken from the host even when the plugin has a copy; there can be only one of each. */
    static final String API = "dev.taskhost.api.";

    private static final List<String> VISIBLE = List.of(API, "org.pf4j.", "org.slf4j.");

    private final ClassLoader host = Task.class.getClassLoader();

    HostClasses() {
        super("plugin-parent", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (VISIBLE.stream().anyMatch(name::startsWith)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
