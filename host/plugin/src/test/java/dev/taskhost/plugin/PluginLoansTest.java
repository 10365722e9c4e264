package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.api.Redis;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.plugin.call.HostFacts;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task's context lends and tells of the host, with a real Redis. */
final class PluginLoansTest {
    private static final String FACTS = "{\"conf\": {\"common\": {\"custom\": {\"city\": \"上海\", \"sizes\": [1, 2.5]},"
            + " \"scheduler\": {\"timezone\": \"Asia/Shanghai\"}}, \"redis\": {\"default\": {\"password\": \"sesame\"}}}}";

    private static RedisProcess redis;

    @TempDir
    Path root;

    private HostServices services;
    private Host host;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() throws IOException {
        services = new HostServices(
                Map.of(),
                Map.of("default", server(redis.port()), "nowhere", server(RedisProcess.freePort())),
                Set.of(),
                Map.of());
        host = new Host(root)
                .lending(services, new HostFacts(FACTS, InstantSource.fixed(Instant.parse("2030-06-30T20:00:00Z"))));
    }

    private static RedisServer server(int port) {
        return new RedisServer("127.0.0.1", port, 0, "", "", false, "", 0, 4, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        host.close();
        assertThat(services.lent()).isZero();
        services.close();
    }

    private BodyResult result(String body) {
        PluginFile.plugin("p", "1.0").run("a.T", body).into(host.plugins, "p.jar");
        return host.run("T");
    }

    private String json(String body) {
        return result(body) instanceof BodyResult.Returned(String json, String note) && note == null
                ? String.valueOf(json)
                : "other: " + host.run("T");
    }

    @Test
    void redisTakesCommandsAndGivesPlainReplies() {
        assertThat(json("""
                Redis redis = context.redis("default");
                redis.set("p:text", "Grüße");
                redis.set("p:number", 7, java.time.Duration.ofMinutes(1));
                redis.call("SET", "p:bytes", new byte[] {(byte) 255, 0});
                redis.call("RPUSH", "p:list", "a", 1L, 2.5);
                var all = new java.util.ArrayList<Object>();
                all.add(redis.get("p:text"));
                all.add(redis.get("p:nothing"));
                all.add(redis.increment("p:number", 5));
                all.add(((byte[]) redis.call("GET", "p:bytes")).length);
                for (Object one : (java.util.List<?>) redis.call("LRANGE", "p:list", 0, -1)) all.add(Redis.text(one));
                all.add(redis.setIfAbsent("p:lock", "me", java.time.Duration.ofSeconds(30)));
                all.add(redis.setIfAbsent("p:lock", "you", java.time.Duration.ofSeconds(30)));
                all.add(redis.exists("p:lock"));
                all.add(redis.expire("p:nothing", java.time.Duration.ofSeconds(1)));
                all.add(Redis.text(redis.eval("return KEYS[1] .. ARGV[1]", java.util.List.of("k"), 3)));
                all.add(redis.delete("p:text", "p:number", "p:bytes", "p:list", "p:lock"));
                return all;
                """)).isEqualTo("[\"Grüße\",null,12,2,\"a\",\"1\",\"2.5\",true,false,true,false,\"k3\",5]");
    }

    @Test
    void severalCommandsGoInOneRoundTripOrTakeEffectTogether() {
        assertThat(json("""
                Redis redis = context.redis("default");
                var all = new java.util.ArrayList<Object>();
                for (Object one : redis.pipeline(java.util.List.of(
                        java.util.List.of("SET", "q", 1), java.util.List.of("LPUSH", "q", 1), java.util.List.of("INCR", "q"))))
                    all.add(one instanceof RedisException wrong ? wrong.getMessage().substring(0, 9) : Redis.text(one));
                all.add(redis.transaction(java.util.List.of(java.util.List.of("INCR", "q"), java.util.List.of("DEL", "q"))));
                all.add(redis.pipeline(java.util.List.of()).size());
                return all;
                """)).isEqualTo("[\"OK\",\"WRONGTYPE\",\"2\",[3,1],0]");
    }

    @Test
    void whatRedisRefusesOrCannotDoIsSaid() {
        assertThat(json("""
                Redis redis = context.redis("default");
                var said = new java.util.ArrayList<String>();
                for (Runnable one : new Runnable[] {
                    () -> redis.call("SUBSCRIBE", "x"),
                    () -> redis.call("NONSENSE"),
                    () -> redis.call("SET", "x", new Object()),
                    () -> redis.call("SET", "x", (Object) null),
                    () -> context.redis("nowhere").get("x"),
                    () -> context.redis("defualt"),
                    () -> redis.transaction(java.util.List.of(java.util.List.of("GET"), java.util.List.of("SET", "x", 1)))}) {
                    try {
                        one.run();
                        said.add("nothing");
                    } catch (RuntimeException e) {
                        said.add(e.getClass().getSimpleName() + (e instanceof RedisException r && r.isUnavailable() ? " away" : ""));
                    }
                }
                return said;
                """))
                .isEqualTo(
                        "[\"RedisException\",\"RedisException\",\"IllegalArgumentException\",\"IllegalArgumentException\","
                                + "\"RedisException away\",\"IllegalArgumentException\",\"RedisException\"]");
    }

    @Test
    void aStopEndsTheCommandAndItsConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            HostServices lends =
                    new HostServices(Map.of(), Map.of("silent", server(silent.getLocalPort())), Set.of(), Map.of());
            host.lending(lends, HostFacts.NONE);
            PluginFile.plugin("p", "1.0")
                    .run("a.T", "return context.redis(\"silent\").get(\"x\");")
                    .into(host.plugins, "p.jar");
            Host.Call call = host.start("T");
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(20_000);
                assertThat(connection.getInputStream().read()).isEqualTo('*');
                assertThat(call.stopped())
                        .contains("interrupted while Redis worked")
                        .doesNotContain("ignored the interrupt");
                awaitEnd(connection.getInputStream());
            } finally {
                lends.close();
            }
        }
    }

    private static void awaitEnd(InputStream connection) throws IOException {
        try {
            var _ = connection.readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void nothingIsToBeHadAfterTheEnd() {
        assertThat(result("System.getProperties().put(\"taskhost.test\", context.redis(\"default\")); return null;"))
                .isEqualTo(new BodyResult.Returned(null, null));
        Redis kept = (Redis) Objects.requireNonNull(System.getProperties().remove("taskhost.test"));
        assertThatThrownBy(() -> kept.get("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void theConfigurationIsThereAndCannotBeChanged() {
        assertThat(json("""
                var custom = (java.util.Map<String, Object>) context.config("common").get("custom");
                var said = new java.util.ArrayList<Object>(java.util.List.of(custom, context.config("redis").toString()));
                try { custom.put("a", 1); } catch (UnsupportedOperationException e) { said.add("fixed"); }
                try { context.config("commom"); } catch (IllegalArgumentException e) { said.add(e.getMessage()); }
                return said;
                """))
                .isEqualTo("[{\"city\":\"上海\",\"sizes\":[1,2.5]},\"{default={password=sesame}}\",\"fixed\","
                        + "\"commom.toml is no file of the host's configuration; there are: common, redis\"]");
    }

    @Test
    void theClockIsTheHostsInTheZoneOfCron() {
        assertThat(
                        json(
                                "return java.util.List.of(java.time.LocalDate.now(context.clock()), context.clock().instant());"))
                .isEqualTo("[\"2030-07-01\",\"2030-06-30T20:00:00Z\"]");
    }
}
