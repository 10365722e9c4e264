package dev.taskhost.script.access;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * What {@code [scripts] host_classes} lists: the classes that Python's {@code import java} and JavaScript's {@code Java.type} find, and
 * whose public members they may use. Objects of other classes that these give out can be handed on, and have no members. Thread-safe.
 */
public final class HostClasses {
    /** None. */
    public static final HostClasses NONE = new HostClasses(Map.of());

    /** Of {@link Object}, what leads elsewhere. */
    private static final Set<String> NEVER = Set.of("getClass", "wait", "notify", "notifyAll");

    private final Map<String, Class<?>> byName;
    private @Nullable HostAccess access; // made late: commands that only read the settings run without the languages

    private HostClasses(Map<String, Class<?>> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * Reads entries: full names, or {@code java.time.*} for the public classes of one package of the JDK.
     *
     * @param restricted whether classes that reach files, processes or the network by themselves are refused
     * @throws IllegalArgumentException when one cannot be had; its message quotes it and says why
     */
    public static HostClasses of(List<String> entries, boolean restricted) {
        Map<String, Class<?>> found = new LinkedHashMap<>();
        for (String entry : entries) {
            for (Class<?> type :
                    entry.endsWith(".*") ? ofPackage(entry, restricted) : List.of(one(entry, restricted))) {
                found.put(type.getName(), type);
            }
        }
        return found.isEmpty() ? NONE : new HostClasses(found);
    }

    private static Class<?> one(String name, boolean restricted) {
        Optional<String> why = Unfit.why(name, restricted);
        if (why.isPresent()) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be listed: " + why.get());
        }
        try {
            Class<?> type = Class.forName(name, false, HostClasses.class.getClassLoader());
            if (!Modifier.isPublic(type.getModifiers())) {
                throw new IllegalArgumentException("\"" + name + "\" is not public, so nobody can use it");
            }
            return type;
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no class that this host has; write its full name, like"
                            + " \"java.math.BigDecimal\" (\"Outer$Inner\" for one inside another), or \"java.time.*\"",
                    e);
        }
    }

    private static List<Class<?>> ofPackage(String entry, boolean restricted) {
        String name = entry.substring(0, entry.length() - 2);
        Optional<String> why = Unfit.whyPackage(name, restricted);
        if (why.isPresent()) {
            throw new IllegalArgumentException("\"" + entry + "\" cannot be listed: " + why.get());
        }
        List<Class<?>> all = new ArrayList<>();
        for (String each : JdkPackage.classes(name)) {
            if (Unfit.why(each, restricted).isEmpty()) {
                all.add(one(each, restricted));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("\"" + entry
                    + "\" is no package of the JDK with public classes; list the classes of others one by one");
        }
        return all;
    }

    private static HostAccess access(Collection<Class<?>> types) {
        HostAccess.Builder builder = HostAccess.newBuilder()
                .allowAccessInheritance(true) // what an implementation overrides
                .allowArrayAccess(true)
                .allowListAccess(true)
                .allowMapAccess(true)
                .allowIterableAccess(true)
                .allowIteratorAccess(true)
                .allowBufferAccess(true)
                .allowBigIntegerNumberAccess(true);
        for (Class<?> type : types) {
            for (Constructor<?> constructor : type.getConstructors()) {
                builder.allowAccess(constructor);
            }
            for (Method method : type.getMethods()) {
                if (!NEVER.contains(method.getName())
                        && Unfit.why(method.getDeclaringClass().getName(), false)
                                .isEmpty()) {
                    builder.allowAccess(method);
                }
            }
            for (Field field : type.getFields()) {
                builder.allowAccess(field);
            }
        }
        return builder.build();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Whether that class is listed. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** For all contexts of one engine, which must have the same. */
    public synchronized HostAccess access() {
        HostAccess made = access;
        if (made == null) {
            made = byName.isEmpty() ? HostAccess.NONE : access(byName.values());
            access = made;
        }
        return made;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostClasses that && byName.keySet().equals(that.byName.keySet());
    }

    @Override
    public int hashCode() {
        return byName.keySet().hashCode();
    }

    @Override
    public String toString() {
        return byName.keySet().toString();
    }
}
