package dev.taskhost.app.scaffold;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Plans and writes the files of a new task. Nothing that exists is ever overwritten: every path is looked at before the
 * first is written. Not for several threads at once.
 *
 * @param scripts the folder of Python and JavaScript files; absolute. Tests go to {@code tests} beside it, because the
 *     host takes everything inside for a task
 * @param plugins the folder of plugin jars; absolute
 * @param lib the folder whose {@code repo} holds the API; absolute
 * @param version of the API
 */
public record Scaffold(Path scripts, Path plugins, Path lib, String version) {
    /**
     * A written task.
     *
     * @param files what was written, in the order a person would read it: body, test, row, …
     * @param executeFunc what the row calls
     */
    public record Written(List<Path> files, String executeFunc) {}

    /**
     * Writes a task.
     *
     * @param kind what its body is written in
     * @param name its name
     * @return what was written
     * @throws FileAlreadyExistsException when a file would have to be overwritten; names it, and nothing was written
     * @throws IOException when a file cannot be written
     */
    public Written write(Kind kind, BodyName name) throws IOException {
        String function = executeFunc(kind, name);
        SequencedMap<Path, String> files = kind == Kind.PLUGIN ? plugin(name, function) : script(kind, name, function);
        Stream<Path> rivals = kind == Kind.PLUGIN ? Stream.of() : rivals(name);
        List<Path> taken = Stream.concat(rivals, files.sequencedKeySet().stream())
                .filter(Files::exists)
                .toList();
        if (!taken.isEmpty()) {
            throw new FileAlreadyExistsException(taken.getFirst().toString());
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
        }
        return new Written(List.copyOf(files.sequencedKeySet()), function);
    }

    /** Two files of one name in one folder would leave open which of them a row means. */
    private Stream<Path> rivals(BodyName name) {
        return Stream.of(".py", ".js", ".mjs").map(ending -> in(scripts, name).resolve(name.name() + ending));
    }

    private static String executeFunc(Kind kind, BodyName name) {
        if (kind == Kind.PLUGIN || name.folders().isEmpty()) {
            return name.name();
        }
        return String.join("/", name.folders()) + "/" + name.name() + kind.ending() + ":" + name.name();
    }

    private SequencedMap<Path, String> script(Kind kind, BodyName name, String function) {
        Path body = in(scripts, name).resolve(name.name() + kind.ending());
        Path row = in(scripts, name).resolve(name.name() + ".sql");
        Path tests = in(scripts.resolveSibling("tests"), name);
        boolean python = kind == Kind.PY;
        Path test = tests.resolve(python ? "test_" + name.name() + ".py" : name.name() + ".test.mjs");
        Map<String, String> values = Map.of(
                "name", name.name(),
                "function", function,
                "body", slashes(tests.relativize(body)),
                "test", slashes(test.subpath(scripts.getNameCount() - 1, test.getNameCount())));
        SequencedMap<Path, String> files = new LinkedHashMap<>();
        files.put(body, Template.fill(python ? "py/body.py" : "js/body.mjs", values));
        files.put(test, Template.fill(python ? "py/test.py" : "js/test.mjs", values));
        files.put(row, Template.fill("row.sql", values));
        return files;
    }

    private SequencedMap<Path, String> plugin(BodyName name, String function) {
        Path project = plugins.resolve(name.name());
        String packageName = name.name().toLowerCase(Locale.ROOT);
        String className = name.camel() + "Task";
        Map<String, String> values = Map.of(
                "name", name.name(),
                "function", function,
                "package", packageName,
                "class", className,
                "version", version,
                "lib", libFrom(project));
        Path main = project.resolve("src/main");
        SequencedMap<Path, String> files = new LinkedHashMap<>();
        files.put(
                main.resolve("java/" + packageName + "/" + className + ".java"),
                Template.fill("plugin/Body.java.txt", values));
        files.put(
                project.resolve("src/test/java/" + packageName + "/" + className + "Test.java"),
                Template.fill("plugin/Test.java.txt", values));
        files.put(project.resolve(name.name() + ".sql"), Template.fill("row.sql", values));
        files.put(project.resolve("pom.xml"), Template.fill("plugin/pom.xml", values));
        files.put(
                main.resolve("resources/META-INF/services/dev.taskhost.api.Task"),
                packageName + "." + className + "\n");
        return files;
    }

    /** Relative where it can be, so that a team may commit the project together with its taskhost folder. */
    private String libFrom(Path project) {
        Path around = plugins.getParent();
        boolean near = around != null && lib.startsWith(around);
        return near ? "${project.basedir}/" + slashes(project.relativize(lib)) : slashes(lib);
    }

    private static Path in(Path folder, BodyName name) {
        return folder.resolve(String.join("/", name.folders()));
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
