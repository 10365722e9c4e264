package dev.taskhost.plugin.load;

import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * A plugin's class loader: its own classes first, then those of the plugins it depends on, then the host's few. PF4J
 * lets only {@code java.} and {@code org.pf4j.} pass by a plugin's own classes; a jar that carries a copy of our API
 * would then implement a {@code Task} that is not ours, so the API passes by as well.
 */
final class PluginClasses extends PluginClassLoader {
    PluginClasses(PluginManager plugins, PluginDescriptor descriptor, ClassLoader parent) {
        super(plugins, descriptor, parent);
    }

    @Override
    protected boolean shouldDelegateToParent(String className) {
        return className.startsWith(HostClasses.API) || super.shouldDelegateToParent(className);
    }

    /** Whether a class of that name is loaded, and is this plugin's own. */
    boolean owns(String className) {
        Class<?> loaded = findLoadedClass(className);
        return loaded != null && loaded.getClassLoader() == this;
    }
}
