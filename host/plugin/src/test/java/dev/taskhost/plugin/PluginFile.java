package dev.taskhost.plugin;

import dev.taskhost.api.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds real plugin files: compiles sources, writes jars and zips, with and without what belongs in them. */
final class PluginFile {
    static final String SERVICE = "META-INF/services/dev.taskhost.api.Task";

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<String> tasks = new ArrayList<>();
    private final Manifest manifest = new Manifest();
    private final List<Path> classpath = new ArrayList<>();
    private int classVersion;

    private PluginFile() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** With a descriptor in the manifest. */
    static PluginFile plugin(String id, String version) {
        return bare().manifest("Plugin-Id", id).manifest("Plugin-Version", version);
    }

    /** Without descriptor. */
    static PluginFile bare() {
        return new PluginFile();
    }

    PluginFile manifest(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** A class that is listed as a task. */
    PluginFile task(String className, String source) {
        tasks.add(className);
        return source(className, source);
    }

    /** A task whose {@code run} has this body; it may use {@code context}. */
    PluginFile run(String className, String body) {
        int dot = className.lastIndexOf('.');
        String pack = dot < 0 ? "" : "package " + className.substring(0, dot) + ";\n";
        return task(
                className,
                pack + "import dev.taskhost.api.*;\npublic class " + className.substring(dot + 1)
                        + " implements Task {\n  public Object run(TaskContext context) throws Exception {\n" + body
                        + "\n  }\n}\n");
    }

    /** A task that returns 1, with these members from line 2 on. */
    PluginFile with(String className, String members) {
        return task(
                className,
                "package " + className.substring(0, className.lastIndexOf('.'))
                        + "; import dev.taskhost.api.*; public class "
                        + className.substring(className.lastIndexOf('.') + 1) + " implements Task {\n" + members
                        + "\npublic Object run(TaskContext context) { return 1; } }\n");
    }

    PluginFile source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** A name in the list of tasks, whether there is such a class or not. */
    PluginFile listed(String className) {
        tasks.add(className);
        return this;
    }

    PluginFile entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** For compiling only. */
    PluginFile against(Path jar) {
        classpath.add(jar);
        return this;
    }

    /** Writes this version into every class file. */
    PluginFile classVersion(int version) {
        classVersion = version;
        return this;
    }

    /** As a jar. */
    byte[] jar() {
        return zip("", true);
    }

    /** In PF4J's zip layout. */
    byte[] zipLayout(Map<String, byte[]> libraries, String properties) {
        libraries.forEach((name, jar) -> entry("lib/" + name, jar));
        entry("plugin.properties", properties.getBytes(StandardCharsets.UTF_8));
        return zip("classes/", false);
    }

    /** Puts the jar into the folder at once, as a move would. */
    Path into(Path folder, String name) {
        return put(folder, name, jar());
    }

    static Path put(Path folder, String name, byte[] content) {
        try {
            Path part = Files.createTempFile(folder, ".", ".part");
            Files.write(part, content);
            return Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] zip(String prefix, boolean withManifest) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        if (!tasks.isEmpty()) {
            all.put(prefix + SERVICE, String.join("\n", tasks).getBytes(StandardCharsets.UTF_8));
        }
        classes().forEach((name, bytes) -> all.put(prefix + name, bytes));
        all.putAll(entries);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            if (withManifest) {
                zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
                manifest.write(zip);
            }
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Class files by entry name. */
    Map<String, byte[]> classes() {
        if (sources.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new Source(name, text)));
        Map<String, ByteArrayOutputStream> output = new LinkedHashMap<>();
        JavaFileManager inMemory = new InMemory(compiler.getStandardFileManager(null, null, null), output);
        List<String> options = List.of("-proc:none", "--release", "17", "-classpath", classpathText());
        if (!compiler.getTask(null, inMemory, null, options, null, files).call()) {
            throw new IllegalArgumentException("does not compile: " + sources);
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        output.forEach((name, bytes) -> classes.put(name.replace('.', '/') + ".class", versioned(bytes.toByteArray())));
        return classes;
    }

    private byte[] versioned(byte[] bytes) {
        if (classVersion > 0) {
            bytes[6] = (byte) (classVersion >> 8);
            bytes[7] = (byte) classVersion;
        }
        return bytes;
    }

    private String classpathText() {
        List<String> all =
                new ArrayList<>(classpath.stream().map(Path::toString).toList());
        all.add(locationOf(Task.class).toString());
        all.add(locationOf(org.slf4j.Logger.class).toString());
        all.add(locationOf(org.pf4j.Plugin.class).toString());
        return String.join(java.io.File.pathSeparator, all);
    }

    static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("mem:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> output;

        InMemory(JavaFileManager manager, Map<String, ByteArrayOutputStream> output) {
            super(manager);
            this.output = output;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public ByteArrayOutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    output.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
