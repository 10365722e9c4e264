package dev.taskhost.plugin.load;

import dev.taskhost.plugin.call.Traceback;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong while a plugin was loaded, in words for its author. */
final class LoadErrors {
    private static final Pattern CLASS_VERSION = Pattern.compile("class file version (\\d+)");
    /** Java 1.1 was 45, and each version since counts one up. */
    private static final int CLASS_VERSION_OF_JAVA_0 = 44;

    private LoadErrors() {}

    /**
     * The words.
     *
     * @param thrown what loading or making the object threw
     * @param owns whether a class name is the plugin's
     */
    static String words(Throwable thrown, Predicate<String> owns) {
        return switch (thrown) {
            case UnsupportedClassVersionError e -> newerJava(e);
            case NoClassDefFoundError e
            when e.getCause() instanceof ExceptionInInitializerError cause -> words(cause, owns);
            case NoClassDefFoundError e ->
                missing(String.valueOf(e.getMessage()).replace('/', '.'));
            case ClassNotFoundException e -> missing(String.valueOf(e.getMessage()));
            case ExceptionInInitializerError e
            when e.getCause() != null -> "its static initializer threw:\n" + Traceback.of(e.getCause(), owns);
            case InvocationTargetException e when e.getCause() instanceof LinkageError cause -> words(cause, owns);
            case InvocationTargetException e
            when e.getCause() != null -> "its constructor threw:\n" + Traceback.of(e.getCause(), owns);
            case NoSuchMethodException _ ->
                "it has no constructor without parameters; the host makes a new instance for each execution, so add one"
                        + " (an inner class must be static)";
            case LinkageError e -> "it does not fit the classes it meets here (" + e + "); build it again";
            default -> Traceback.of(thrown, owns);
        };
    }

    private static String newerJava(UnsupportedClassVersionError error) {
        Matcher version = CLASS_VERSION.matcher(String.valueOf(error.getMessage()));
        if (!version.find()) {
            return "it was compiled for a newer Java than this one (" + error.getMessage() + ")";
        }
        int needed = Integer.parseInt(version.group(1)) - CLASS_VERSION_OF_JAVA_0;
        int here = Runtime.version().feature();
        return "it needs Java " + needed + ", and this host runs on Java " + here + "; compile it with --release "
                + here + " or lower (17 runs everywhere)";
    }

    private static String missing(String className) {
        return "it needs the class " + className + ", which neither the plugin nor the JDK has; a plugin brings its"
                + " libraries itself, in one jar with it or in lib/ of a zip";
    }
}
