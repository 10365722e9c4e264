package dev.taskhost.plugin.load;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskName;
import dev.taskhost.plugin.call.ContextLoader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads the task classes of one plugin and tries each: what is wrong is found now, not at the first fire time. */
final class TaskLoader {
    /** What stands in a row's {@code execute_func}: no path, no module, no call. */
    private static final Pattern NAME = Pattern.compile("[^\\s.:/\\\\'\"()]+");

    private final Staged plugin;
    private final PluginClasses classes;
    private final Group group;

    TaskLoader(Staged plugin, PluginClasses classes, Group group) {
        this.plugin = plugin;
        this.classes = classes;
        this.group = group;
    }

    /** Loads a class and makes an instance of it; a failure is in the answer, never thrown. */
    TaskClass load(String className) {
        Set<String> names = new LinkedHashSet<>();
        names.add(simple(className));
        try (ContextLoader _ = new ContextLoader(classes)) {
            Class<?> type = classes.loadClass(className);
            names.clear();
            String failure = named(type, names);
            if (failure.isEmpty()) {
                failure = wrongKind(type);
            }
            if (!failure.isEmpty()) {
                return task(className, names, failure, null);
            }
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            constructor.newInstance();
            return task(className, names, "", constructor);
        } catch (ClassNotFoundException e) {
            return task(className, names, notFound(className, e), null);
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            return task(className, names, LoadErrors.words(e, group::owns), null);
        }
    }

    private TaskClass task(String className, Set<String> names, String failure, @Nullable Constructor<?> constructor) {
        String file = plugin.file().toString();
        String why = failure.isEmpty() ? "" : file + ": the task class " + className + " cannot be used: " + failure;
        return new TaskClass(plugin.id(), file, className, names, why, constructor, classes, group);
    }

    /** Adds the names of the class, the annotation's first; the answer says what is wrong with them. */
    private static String named(Class<?> type, Set<String> names) {
        TaskName annotation = type.getAnnotation(TaskName.class);
        if (annotation != null && NAME.matcher(annotation.value()).matches()) {
            names.add(annotation.value());
        }
        names.add(type.getSimpleName().isEmpty() ? simple(type.getName()) : type.getSimpleName());
        return annotation == null || NAME.matcher(annotation.value()).matches()
                ? ""
                : "its @TaskName(\"" + annotation.value() + "\") is no name a row can write: leave out white space and"
                        + " the characters . : / \\ ' \" ( )";
    }

    private static String wrongKind(Class<?> type) {
        if (!Task.class.isAssignableFrom(type)) {
            return "it does not implement dev.taskhost.api.Task; add \"implements Task\", or take it out of "
                    + TaskFinder.SERVICE;
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return "it is abstract; list the classes that implement it in " + TaskFinder.SERVICE;
        }
        return "";
    }

    private String notFound(String className, ClassNotFoundException missing) {
        return className.equals(missing.getMessage())
                ? TaskFinder.SERVICE + " lists it, but it is not in the file; correct the name, or build the jar again"
                : LoadErrors.words(missing, group::owns);
    }

    private static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }
}
