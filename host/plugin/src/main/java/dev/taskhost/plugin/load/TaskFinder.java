package dev.taskhost.plugin.load;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginWrapper;
import org.pf4j.ServiceProviderExtensionFinder;
import org.pf4j.processor.ExtensionStorage;

/**
 * PF4J's finder of {@code META-INF/services} entries, narrowed to those of our API. The original lists the folder {@code
 * META-INF/services}, which finds nothing in jars that were written without folder entries, takes the services of every
 * library in the jar for extensions, and keeps a file system open for each jar.
 */
final class TaskFinder extends ServiceProviderExtensionFinder {
    static final String SERVICE = "META-INF/services/dev.taskhost.api.Task";

    TaskFinder(PluginManager plugins) {
        super(plugins);
    }

    /** The host itself has no tasks. */
    @Override
    public Map<String, Set<String>> readClasspathStorages() {
        return Map.of();
    }

    /**
     * The class names that each plugin lists, in its order; of the plugin itself, not of those it depends on.
     *
     * @throws UncheckedIOException when a list cannot be read
     */
    @Override
    public Map<String, Set<String>> readPluginsStorages() {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (PluginWrapper plugin : pluginManager.getPlugins()) {
            names.put(plugin.getPluginId(), listed((PluginClassLoader) plugin.getPluginClassLoader()));
        }
        return names;
    }

    private static Set<String> listed(PluginClassLoader classes) {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (URL url : Collections.list(classes.findResources(SERVICE))) {
                URLConnection connection = url.openConnection();
                connection.setUseCaches(false); // the cache would keep the jar open after the plugin is gone
                try (Reader reader = new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
                    ExtensionStorage.read(reader, names);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(SERVICE + " cannot be read: " + e.getMessage(), e);
        }
        return names;
    }
}
