package dev.taskhost.testkit.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A plugin of one task, made of a class that is on the class path and uses nothing but the API. */
public final class TaskJar {
    private TaskJar() {}

    /** Writes it: the plugin's id is the class's simple name, its version 1. */
    public static void write(Path jar, Class<?> task) throws IOException {
        write(jar, task, "1");
    }

    /** The same in another version. */
    public static void write(Path jar, Class<?> task, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", task.getSimpleName());
        manifest.getMainAttributes().putValue("Plugin-Version", version);
        String file = task.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream bytes = task.getClassLoader().getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IOException(file + " is not on the class path");
            }
            out.putNextEntry(new JarEntry("META-INF/services/dev.taskhost.api.Task"));
            out.write(task.getName().getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry(file));
            bytes.transferTo(out);
        }
    }
}
