package dev.taskhost.app.command;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Signals of the operating system. The JDK's only way to them is {@code sun.misc.Signal} (module jdk.unsupported), which the compiler
 * warns of wherever it is named; so it is found by its name. Stateless.
 */
final class Signals {
    private Signals() {}

    /**
     * From now on that signal calls this, on a thread of its own, and does nothing else. One that the process was started to ignore, as
     * {@code nohup} does with SIGHUP, remains ignored.
     *
     * @param name without SIG
     * @throws ReflectiveOperationException when this JVM does not have it or keeps it to itself
     */
    static void handle(String name, Runnable then) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        MethodHandle run = MethodHandles.lookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(then);
        Object calling = MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
    }
}
