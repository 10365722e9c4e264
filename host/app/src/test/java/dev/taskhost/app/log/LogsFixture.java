package dev.taskhost.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taskhost.app.config.LogLevel;
import dev.taskhost.app.config.LoggerSettings;
import dev.taskhost.app.config.LoggerSettings.LogFile;
import dev.taskhost.core.text.Masking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** Configures logs into a folder and a captured terminal, and reads both back. */
abstract class LogsFixture {
    @TempDir
    Path folder;

    final Masking masking = new Masking();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void clean() {
        MDC.clear();
    }

    Terminal console(boolean colour) {
        return new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), colour, LogLevel.INFO);
    }

    Logs logs(Map<String, LogFile> loggers) {
        return Logs.configure(
                new LoggerSettings(loggers), folder.resolve("logs"), console(false), InstantSource.system(), masking);
    }

    static LogFile file(String name, LogLevel level) {
        return new LogFile(Path.of(name), 0, 0, level);
    }

    static Map<String, LogFile> rootOnly() {
        return Map.of("root", file("root.log", LogLevel.DEBUG));
    }

    List<JsonObject> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve("logs").resolve(name)).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    JsonObject only(String name) throws IOException {
        List<JsonObject> lines = lines(name);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }

    List<String> terminal() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
