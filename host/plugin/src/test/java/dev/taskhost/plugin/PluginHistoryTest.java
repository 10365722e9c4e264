package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.folder.History;
import dev.taskhost.core.folder.History.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which states of the plugins folder are recorded, and what is kept of them. */
final class PluginHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path root;

    private Path place;
    private Host host;

    @BeforeEach
    void open() throws IOException {
        place = root.resolve("data/plugins/history");
        host = new Host(root).history(new PluginHistory(place, 3, 1 << 20, InstantSource.fixed(NOW)));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private List<Recorded> all() throws IOException {
        return History.ofPlugins(place, 3, Long.MAX_VALUE).all();
    }

    private Path version(String version) {
        return PluginFile.plugin("p", version)
                .run("a.T", "return \"" + version + "\";")
                .into(host.plugins, "p.jar");
    }

    @Test
    void eachStateInChargeIsRecordedWithItsJars() throws IOException {
        byte[] first = Files.readAllBytes(version("1.0"));
        host.source();
        Recorded one = all().getLast();
        assertThat(one.number()).isEqualTo(1);
        assertThat(one.at()).isEqualTo(NOW);
        assertThat(one.files()).containsExactly(Map.entry("p.jar", Copies.hash(first)));
        assertThat(one.labels()).containsExactly(Map.entry("p.jar", "p 1.0"));
        host.source().rescan();
        assertThat(all()).as("nothing has changed").hasSize(1);

        version("2.0");
        host.source().rescan();
        assertThat(all()).extracting(Recorded::number).containsExactly(1L, 2L);
        Path back = root.resolve("back.jar");
        History.ofPlugins(place, 3, Long.MAX_VALUE).copies().copyTo(Copies.hash(first), back);
        assertThat(back).hasBinaryContent(first);

        Files.delete(host.plugins.resolve("p.jar"));
        host.source().rescan();
        assertThat(all().getLast().files()).isEmpty();
        Files.write(host.plugins.resolve("p.jar"), first);
        host.source().rescan();
        assertThat(all())
                .as("the last three, and of those that are gone no jar")
                .extracting(Recorded::number)
                .containsExactly(2L, 3L, 4L);
        assertThat(all().getLast().id()).isEqualTo(one.id());
        assertThat(kept()).isEqualTo(2);
    }

    private int kept() throws IOException {
        try (var files = Files.list(place.resolve("jars"))) {
            return (int) files.count();
        }
    }

    @Test
    void aRestartGoesOnWhereTheHistoryEnds() throws IOException {
        version("1.0");
        host.source();
        host.close();
        open();
        host.source();
        assertThat(all()).hasSize(1);
        host.close();
        version("2.0");
        open();
        host.source();
        assertThat(all()).extracting(Recorded::number).containsExactly(1L, 2L);
    }

    @Test
    void aFileThatWasBrokenWhileNoHostRanKeepsItsLastGoodVersion() throws IOException {
        version("1.0");
        PluginFile.plugin("other", "1.0").run("a.Other", "return 5;").into(host.plugins, "other.jar");
        host.source();
        for (byte[] broken : List.of(
                new byte[] {'P', 'K'},
                PluginFile.plugin("p", "2.0")
                        .with("a.T", "{ if (true) throw new IllegalStateException(\"no\"); }")
                        .jar())) {
            host.close();
            PluginFile.put(host.plugins, "p.jar", broken);
            open();
            assertThat(host.json("T")).isEqualTo("\"1.0\"");
            assertThat(host.json("Other")).isEqualTo("5");
            assertThat(host.source().problems()).singleElement().asString().contains("stays in charge");
            assertThat(all()).hasSize(1);
        }
        version("3.0");
        host.source().rescan();
        assertThat(host.json("T")).isEqualTo("\"3.0\"");
        host.close();
        version("4.0");
        Files.delete(host.plugins.resolve("other.jar"));
        open();
        assertThat(host.json("T")).isEqualTo("\"4.0\"");
        assertThat(host.source().find("Other")).isEmpty();
    }

    @Test
    void whatIsBrokenIsToldWithTheStateThatStays() throws IOException {
        version("1.0");
        PluginFile.put(host.plugins, "no.jar", "no jar".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        host.source();
        assertThat(all().getLast().broken().get("no.jar"))
                .isNotNull()
                .extracting(History.Bad::error)
                .asString()
                .contains("no.jar: is not a jar or zip");
        PluginFile.plugin("p", "2.0").listed("a.Gone").into(host.plugins, "p.jar");
        host.source().rescan();
        assertThat(all()).singleElement().satisfies(state -> {
            assertThat(state.labels()).containsEntry("p.jar", "p 1.0");
            assertThat(state.broken()).containsOnlyKeys("no.jar", "p.jar");
            assertThat(state.broken())
                    .hasEntrySatisfying("p.jar", bad -> assertThat(bad.error()).contains("stays in charge"));
        });
        version("3.0");
        Files.delete(host.plugins.resolve("no.jar"));
        host.source().rescan();
        assertThat(all().getLast().number()).isEqualTo(2);
        assertThat(all().getLast().broken()).isEmpty();
    }

    @Test
    void theJarsThatAreKeptHaveALimit() throws IOException {
        byte[] large = new byte[700_000];
        new java.util.Random(1).nextBytes(large);
        for (String version : List.of("1", "2")) {
            PluginFile.plugin("p", version)
                    .run("a.T", "return 1;")
                    .entry("large", large)
                    .into(host.plugins, "p.jar");
            host.source().rescan();
        }
        assertThat(all())
                .as("two are larger than a megabyte")
                .extracting(Recorded::number)
                .containsExactly(2L);
        assertThat(kept()).isEqualTo(1);
    }
}
