package dev.taskhost.plugin.load;

import dev.taskhost.api.Task;
import dev.taskhost.plugin.call.Callee;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class that a plugin lists as a task, usable or not. Immutable, thread-safe.
 *
 * @param pluginId its plugin
 * @param file the user's file, for messages
 * @param className the full name, as {@link Class#getName()} gives it
 * @param shortNames its simple name, and the one of its annotation; the annotation's first
 * @param failure why it cannot be called; empty when it can
 * @param constructor makes instances; null when it cannot be called
 * @param loader the plugin's class loader
 * @param group what is unloaded together with it
 */
public record TaskClass(
        String pluginId,
        String file,
        String className,
        Set<String> shortNames,
        String failure,
        @Nullable Constructor<?> constructor,
        ClassLoader loader,
        Group group) {

    /**
     * Reserves it for one call, so that it is not unloaded meanwhile.
     *
     * @return empty when a newer version has taken its place: look it up again
     * @throws IllegalStateException when it cannot be called
     */
    public Optional<Callee> reserve() {
        Constructor<?> making = constructor;
        if (making == null) {
            throw new IllegalStateException(failure);
        }
        return group.acquire()
                ? Optional.of(new Callee(
                        group.generation(pluginId), loader, group::owns, () -> instance(making), group::release))
                : Optional.empty();
    }

    /** Its plugin, with those it is loaded together with. */
    public Bundle bundle() {
        return group.bundle(pluginId);
    }

    /**
     * Puts the files of its {@link #bundle} into a folder, under their own names.
     *
     * @return false when a newer version has taken its place: look it up again
     * @throws IOException when that fails
     */
    public boolean copyTo(Path folder) throws IOException {
        if (!group.acquire()) {
            return false;
        }
        try {
            group.copyTo(folder);
            return true;
        } finally {
            group.release();
        }
    }

    private static Task instance(Constructor<?> making) throws Throwable {
        try {
            return (Task) making.newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
