package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.taskhost.api.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin sees: its own classes first, those of the plugins it needs, and little of the host. */
final class PluginIsolationTest {
    @TempDir
    Path root;

    private Host host;

    @BeforeEach
    void open() throws IOException {
        host = new Host(root);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aJarThatCarriesACopyOfOurApiWorks() throws IOException {
        PluginFile file = PluginFile.plugin("fat", "1.0").run("a.T", "return 1;");
        for (String type : new String[] {"Task", "TaskContext", "TaskName"}) {
            String name = "dev/taskhost/api/" + type + ".class";
            try (var in = Task.class.getClassLoader().getResourceAsStream(name)) {
                file.entry(name, in == null ? new byte[0] : in.readAllBytes());
            }
        }
        file.into(host.plugins, "fat.jar");

        assertThat(host.json("T")).isEqualTo("1");
        assertThat(host.source().problems()).isEmpty();
    }

    @Test
    void aPluginMayBringItsOwnVersionOfALibraryTheHostUses() {
        String gson = "package com.google.gson; public class Gson { public String toString() { return \"mine\"; } }";
        PluginFile.plugin("shaded", "1.0")
                .source("com.google.gson.Gson", gson)
                .run("a.Shaded", "return new com.google.gson.Gson().toString();")
                .into(host.plugins, "shaded.jar");
        byte[] library = PluginFile.bare().source("com.google.gson.Gson", gson).jar();
        byte[] zip = PluginFile.bare()
                .against(PluginFile.put(root, "gson.jar", library))
                .run("a.Zipped", "return new com.google.gson.Gson().toString();")
                .zipLayout(Map.of("gson.jar", library), "plugin.id=zipped\n");
        PluginFile.put(host.plugins, "zipped.zip", zip);

        assertThat(host.json("Shaded")).isEqualTo("\"mine\"");
        assertThat(host.json("Zipped")).isEqualTo("\"mine\"");
        assertThat(new Gson().toJson("host's")).isEqualTo("\"host\\u0027s\"");
    }

    @Test
    void theRealGsonOfAPluginIsNotTheHosts() throws IOException {
        PluginFile file = PluginFile.plugin("real", "1.0")
                .against(PluginFile.locationOf(Gson.class))
                .run(
                        "a.T",
                        "return new com.google.gson.Gson().getClass().getClassLoader() == T.class.getClassLoader()"
                                + " && new com.google.gson.Gson().toJson(java.util.List.of(1)).equals(\"[1]\");");
        try (ZipFile gson = new ZipFile(PluginFile.locationOf(Gson.class).toFile())) {
            for (var entry : gson.stream()
                    .filter(e -> e.getName().startsWith("com/google"))
                    .toList()) {
                if (!entry.isDirectory()) {
                    file.entry(entry.getName(), gson.getInputStream(entry).readAllBytes());
                }
            }
        }
        file.into(host.plugins, "real.jar");

        assertThat(host.json("T")).isEqualTo("true");
    }

    @Test
    void theHostsOwnClassesAreNotVisible() {
        PluginFile.plugin("nosy", "1.0")
                .run("a.Core", "return Class.forName(\"dev.taskhost.core.body.Body\").getName();")
                .run("a.Gson", "return Class.forName(\"com.google.gson.Gson\").getName();")
                .into(host.plugins, "nosy.jar");

        assertThat(host.run("Core").toString()).contains("ClassNotFoundException: dev.taskhost.core.body.Body");
        assertThat(host.run("Gson").toString()).contains("ClassNotFoundException: com.google.gson.Gson");
    }

    @Test
    void aPluginWithoutItsOwnSlf4jLogsThroughTheHosts() {
        PluginFile.plugin("logs", "1.0")
                .run("a.T", "return org.slf4j.LoggerFactory.getLogger(\"x\").getClass().getName();")
                .into(host.plugins, "logs.jar");

        assertThat(host.json("T")).isEqualTo("\"ch.qos.logback.classic.Logger\"");
    }

    @Test
    void aPluginWithItsOwnSlf4jGetsThat() {
        PluginFile.plugin("own", "1.0")
                .source(
                        "org.slf4j.LoggerFactory",
                        "package org.slf4j; public class LoggerFactory { public static String mine() { return \"mine\"; } }")
                .run("a.T", "return org.slf4j.LoggerFactory.mine();")
                .into(host.plugins, "own.jar");

        assertThat(host.json("T")).isEqualTo("\"mine\"");
    }

    @Test
    void aPluginSeesTheClassesOfThePluginItNeeds() {
        PluginFile base = PluginFile.plugin("base", "1.2.0")
                .source("base.Base", "package base; public class Base { public static int N = 7; }");
        Path jar = base.into(host.plugins, "z-base.jar");
        PluginFile.plugin("needs", "1.0")
                .manifest("Plugin-Dependencies", "base@>=1.0.0")
                .against(jar)
                .run("a.T", "return base.Base.N;")
                .into(host.plugins, "a-needs.jar");

        assertThat(host.json("T")).isEqualTo("7");
        assertThat(host.source().problems()).isEmpty();
    }

    @Test
    void missingWrongAndCircularDependenciesHarmOnlyThoseWhoHaveThem() {
        PluginFile.plugin("good", "1.0.0").run("a.Good", "return 1;").into(host.plugins, "good.jar");
        needing("lost", "nowhere").into(host.plugins, "lost.jar");
        needing("after-lost", "lost").into(host.plugins, "after-lost.jar");
        needing("old", "good@>=2.0.0").into(host.plugins, "old.jar");
        needing("maybe", "nowhere?").into(host.plugins, "maybe.jar");
        needing("a", "b").into(host.plugins, "a.jar");
        needing("b", "a").into(host.plugins, "b.jar");

        assertThat(host.source().problems())
                .anyMatch(line -> line.contains("/lost.jar: needs the plugin 'nowhere'"))
                .anyMatch(line -> line.contains("after-lost.jar: needs the plugin 'lost'"))
                .anyMatch(line -> line.contains("old.jar: needs the plugin 'good' in version >=2.0.0, and ")
                        && line.endsWith("good.jar is 1.0.0"))
                .anyMatch(line -> line.contains("/a.jar: its Plugin-Dependencies run in a circle"))
                .anyMatch(line -> line.contains("/b.jar: its Plugin-Dependencies run in a circle"))
                .hasSize(5);
        assertThat(host.json("Good")).isEqualTo("1");
        assertThat(host.json("maybe:T")).isEqualTo("1");
    }

    private static PluginFile needing(String id, String dependency) {
        return PluginFile.plugin(id, "1.0.0")
                .manifest("Plugin-Dependencies", dependency)
                .run("p.T", "return 1;");
    }
}
