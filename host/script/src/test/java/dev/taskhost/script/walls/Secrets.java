package dev.taskhost.script.walls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What lies outside of the walls, and what leads there from within. */
final class Secrets {
    private Secrets() {}

    static void plant(Walled walled) throws IOException {
        Path outside = walled.outside;
        String secret = Walled.SECRET;
        Files.writeString(outside.resolve("secret.txt"), secret);
        Files.writeString(outside.resolve("module.py"), "VALUE = '" + secret + "'\n");
        Files.writeString(outside.resolve("secret.json"), "{\"own\": \"" + secret + "\"}");
        Files.writeString(outside.resolve("secret.js"), "exports.value = '" + secret + "';\n");
        Files.writeString(outside.resolve("secret.mjs"), "export const value = '" + secret + "';\n");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outside.resolve("packed.zip")))) {
            zip.putNextEntry(new ZipEntry("packed.py"));
            zip.write(("VALUE = '" + secret + "'\n").getBytes(StandardCharsets.UTF_8));
        }
        Path beside = Files.createDirectory(walled.home.resolve("scripts-beside"));
        Files.writeString(beside.resolve("secret.txt"), secret);
        Path other = Files.createDirectories(walled.scratchOf("other"));
        Files.writeString(other.resolve("secret.txt"), secret);
        Path planted = Files.createDirectories(walled.scratchOf("attempts"));
        Files.createSymbolicLink(planted.resolve("planted"), outside);
        Files.createSymbolicLink(walled.scripts.resolve("link.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(walled.scripts.resolve("link.js"), outside.resolve("secret.js"));
        Files.createSymbolicLink(walled.scripts.resolve("linked"), outside);
        Files.writeString(walled.scripts.resolve("ext.so"), "no library");
        Path sly = Files.createDirectories(walled.scripts.resolve("node_modules/sly"));
        Files.writeString(sly.resolve("package.json"), "{\"main\": \"../../../outside/secret.js\"}");
    }
}
