package dev.taskhost.script.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which classes are never given to scripts, whoever lists them, as they open everything else. */
final class Unfit {
    private static final Set<String> CLASSES = Set.of(
            "java.lang.Class",
            "java.lang.ClassLoader",
            "java.lang.ClassValue",
            "java.lang.InheritableThreadLocal",
            "java.lang.Module",
            "java.lang.ModuleLayer",
            "java.lang.Package",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.SecurityManager",
            "java.lang.StackWalker",
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.security.AccessController",
            "java.security.Provider",
            "java.security.SecureClassLoader",
            "java.security.Security",
            "java.net.URLClassLoader",
            "java.util.ResourceBundle",
            "java.util.ServiceLoader");

    private static final List<String> PACKAGES = List.of(
            "java.beans.",
            "java.lang.classfile.",
            "java.lang.foreign.",
            "java.lang.instrument.",
            "java.lang.invoke.",
            "java.lang.management.",
            "java.lang.module.",
            "java.lang.reflect.",
            "java.lang.runtime.",
            "java.rmi.",
            "javax.management.",
            "javax.naming.",
            "javax.script.",
            "javax.tools.",
            "jdk.",
            "sun.",
            "com.sun.",
            "com.oracle.",
            "org.graalvm.",
            "dev.taskhost.");

    /** They reach files, processes or the network without asking the walls. */
    private static final Set<String> CLASSES_BEHIND_WALLS =
            Set.of("java.util.Formatter", "java.util.Scanner", "java.util.zip.ZipFile");

    private static final List<String> PACKAGES_BEHIND_WALLS = List.of(
            "java.applet.",
            "java.awt.",
            "java.io.",
            "java.net.",
            "java.nio.channels.",
            "java.nio.file.",
            "java.sql.",
            "java.util.jar.",
            "java.util.logging.",
            "java.util.prefs.");

    private Unfit() {}

    /**
     * Why a class cannot be listed; empty when it can.
     *
     * @param restricted whether there are walls that it must not go round
     */
    static Optional<String> why(String name, boolean restricted) {
        String outer = name.indexOf('$') < 0 ? name : name.substring(0, name.indexOf('$'));
        if (CLASSES.contains(outer) || PACKAGES.stream().anyMatch(outer::startsWith)) {
            return Optional.of("it leads to every other class, to the JVM or to this host; leave it out");
        }
        if (!restricted) {
            return Optional.empty();
        }
        if (!outer.startsWith("java.")) {
            return Optional.of("[scripts] access is \"restricted\", and what a class of a library reaches nobody knows;"
                    + " only classes of java.* can be listed then");
        }
        boolean round = CLASSES_BEHIND_WALLS.contains(outer)
                || PACKAGES_BEHIND_WALLS.stream().anyMatch(outer::startsWith);
        return round
                ? Optional.of(
                        "[scripts] access is \"restricted\", and it reaches files or the network by itself; leave it out")
                : Optional.empty();
    }

    /** The same of all classes of a package. */
    static Optional<String> whyPackage(String name, boolean restricted) {
        return why(name + ".", restricted);
    }
}
