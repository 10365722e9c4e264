package dev.taskhost.plugin.load;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;

/**
 * PF4J over the private copies of one group of plugins. PF4J calls the {@code create…} methods from its constructor,
 * before this class's fields are set, so what they make reads the fields only later.
 */
final class GroupPlugins extends DefaultPluginManager {
    private final Map<Path, Staged> byHome = new HashMap<>();
    private final ClassLoader parent;

    /**
     * Loads nothing yet.
     *
     * @param members in the order of loading
     * @param hostVersion for {@code Plugin-Requires}; "0.0.0" lets every plugin in
     */
    GroupPlugins(List<Staged> members, ClassLoader parent, String hostVersion) {
        super(members.getFirst().home().getParent());
        this.parent = parent;
        members.forEach(staged -> byHome.put(staged.home(), staged));
        setSystemVersion(hostVersion);
    }

    /**
     * Loads one and starts its {@code Plugin-Class}, when it has one.
     *
     * @throws PluginRuntimeException when that fails; the message is for the plugin's author
     */
    PluginClasses loadAndStart(Staged staged) {
        loadPlugin(staged.home());
        PluginState state = startPlugin(staged.id());
        PluginWrapper plugin = getPlugin(staged.id());
        if (state == PluginState.FAILED) {
            throw new PluginRuntimeException(plugin.getFailedException(), "could not be started");
        }
        if (state != PluginState.STARTED) {
            throw new PluginRuntimeException("requires taskhost "
                    + staged.descriptor().getRequires() + " (Plugin-Requires), and this is " + getSystemVersion());
        }
        return (PluginClasses) plugin.getPluginClassLoader();
    }

    /** The class names that a plugin lists as tasks. */
    Set<String> taskClasses(String id) {
        return extensionFinder.findClassNames(id);
    }

    /** Whether a class is defined by one of the group's plugins. */
    boolean owns(String className) {
        return getPluginClassLoaders().values().stream().anyMatch(c -> ((PluginClasses) c).owns(className));
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path home) {
                return byHome.containsKey(home);
            }

            @Override
            public PluginDescriptor find(Path home) {
                return staged(home).descriptor();
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path home) {
                return byHome.containsKey(home);
            }

            @Override
            public ClassLoader loadPlugin(Path home, PluginDescriptor descriptor) {
                PluginClasses classes = new PluginClasses(GroupPlugins.this, descriptor, parent);
                staged(home).classpath().forEach(part -> classes.addFile(part.toFile()));
                return classes;
            }
        };
    }

    private Staged staged(Path home) {
        Staged staged = byHome.get(home);
        if (staged == null) {
            throw new IllegalArgumentException(home + " is not of this group");
        }
        return staged;
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        TaskFinder finder = new TaskFinder(this);
        addPluginStateListener(finder); // forgets its cache when a plugin is loaded
        return finder;
    }

    @Override
    protected org.pf4j.ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory(); // a new instance each time, and none held
    }

    /** PF4J's own logs a bad plugin class and goes on without; ours says what is wrong. */
    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> {
            String name = wrapper.getDescriptor().getPluginClass();
            try {
                Class<?> type = wrapper.getPluginClassLoader().loadClass(name);
                return type.asSubclass(Plugin.class).getConstructor().newInstance();
            } catch (ReflectiveOperationException | ClassCastException e) {
                throw new PluginRuntimeException(e, "its Plugin-Class {} cannot be used", name);
            }
        };
    }

    /** Nothing is disabled by file: a plugin that is not wanted is taken out of the folder. */
    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {
                throw new UnsupportedOperationException("remove " + id + " from the plugin folder instead");
            }

            @Override
            public void enablePlugin(String id) {
                throw new UnsupportedOperationException("every plugin in the plugin folder is enabled, also " + id);
            }
        };
    }
}
