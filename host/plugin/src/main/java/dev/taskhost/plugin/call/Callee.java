package dev.taskhost.plugin.call;

import dev.taskhost.api.Task;
import java.util.function.Predicate;

/**
 * A task class that was reserved for one call.
 *
 * @param generation the plugin's id, version and the beginning of its file's hash, for a person
 * @param loader the plugin's class loader, context class loader of the call
 * @param owns whether a class name is defined by the plugin, for telling the author's frames from a library's
 * @param factory makes the instance of this call
 * @param release gives the reservation back; called exactly once, when the call's thread is really over
 */
public record Callee(String generation, ClassLoader loader, Predicate<String> owns, Factory factory, Runnable release) {
    /** Stands where a call has ended. */
    static final Callee NONE = new Callee(
            "",
            Callee.class.getClassLoader(),
            _ -> false,
            () -> {
                throw new IllegalStateException("the call has ended");
            },
            () -> {});

    /** Makes an instance. */
    @FunctionalInterface
    public interface Factory {
        /**
         * A new instance.
         *
         * @throws Throwable whatever the class's constructor or static initializer throws, itself
         */
        Task create() throws Throwable;
    }
}
