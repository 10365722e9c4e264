package dev.taskhost.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A conf folder with one environment, {@code local}, that is good until a test writes something else into it. */
final class ConfFolder {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    ConfFolder(Path home) {
        this.home = home;
        file("common", "")
                .file("logger", "")
                .file("mysql", "[default]\nembedded = true")
                .file("redis", "");
    }

    ConfFolder file(String name, String toml) {
        try {
            Files.createDirectories(path("x").getParent());
            Files.writeString(path(name), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ConfFolder variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Path path(String name) {
        return home.resolve("conf/local/" + name + ".toml");
    }

    Configuration load() {
        return Configuration.load(home, home.resolve("conf"), "local", environment);
    }

    /** The problems of a load that must fail, with the folder's changing path cut off. */
    List<String> problems() {
        try {
            Configuration loaded = load();
            throw new AssertionError("was accepted: " + loaded);
        } catch (ConfigurationException e) {
            return e.problems().stream()
                    .map(p -> p.replace(home.resolve("conf/local") + "/", ""))
                    .toList();
        }
    }
}
