package dev.taskhost.pylib;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.library.LogRecords;
import dev.taskhost.script.network.NetworkList;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.http.HttpCalls;
import dev.taskhost.services.http.Reach;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What JavaScript's module {@code taskhost} has beside databases: each test is a function of {@code resources/faces}. */
class JsModuleTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2030-06-30T20:00:00Z"));

    @TempDir
    static Path home;

    private static EchoServer server;
    private static HostServices services;
    private static Scripts scripts;

    @BeforeAll
    static void open() throws IOException {
        server = new EchoServer();
        services = services(Reach.ANYWHERE);
        scripts = scripts(home, services, scratch -> Access.TRUSTED);
    }

    private static HostServices services(Reach reach) {
        return new HostServices(Map.of(), Map.of(), Set.of(), Map.of(HttpCalls.NAME, new HttpCalls(reach)));
    }

    private static Scripts scripts(Path folder, HostServices lends, Function<Path, Access> access) throws IOException {
        return new Scripts(
                folder,
                "faces",
                Map.of(
                        "common",
                        Map.of("custom", Map.of("city", "上海"), "scheduler", Map.of("timezone", "Asia/Shanghai")),
                        "mysql",
                        Map.of("default", Map.of("host", "db"))),
                access,
                LogRecords.HOST,
                settings -> settings.withServices(lends)
                        .withLibrary(settings.library().withClock(CLOCK)));
    }

    @AfterAll
    static void close() {
        scripts.close();
        services.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test_http",
                "test_bodies",
                "test_errors",
                "test_signals",
                "test_fetch",
                "test_many_at_once",
                "test_surroundings"
            })
    void everythingThatIsTriedFromJavaScript(String test) throws Exception {
        BodyResult result = scripts.call(Isolation.SHARED, test, server.url());
        assertThat(result).as(result.toString()).isInstanceOf(BodyResult.Returned.class);
    }

    private record Running(RunningBody body, CompletableFuture<BodyResult> result) {}

    private static Running start(String function, BodyOutput output, String... args) {
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        BodyCall call = new BodyCall("orders", List.of(args), Map.of(), 7, Scripts.TRACE, output);
        RunningBody body = scripts.source.find(function).getFirst().body().start(call, result::complete);
        return new Running(body, result);
    }

    @Test
    void linesOfTheLogHaveTheirLevelAndTheTraceIdAndAreOutput() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("task.orders");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        List<String> output = new CopyOnWriteArrayList<>();
        try {
            start("logs", (error, line) -> output.add((error ? "! " : "") + line))
                    .result()
                    .get(60, SECONDS);
        } finally {
            logger.setLevel(null);
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(line -> line.getLevel() + " "
                        + line.getFormattedMessage().lines().findFirst().orElse(""))
                .containsExactly(
                        "INFO orders {\"n\":3,\"big\":\"12\",\"list\":[1]}",
                        "WARN 7",
                        "ERROR failed: RangeError: of no use");
        assertThat(lines.list)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("trace_id", Scripts.TRACE)
                        .containsEntry("task_key", "orders"));
        assertThat(output)
                .startsWith("orders {\"n\":3,\"big\":\"12\",\"list\":[1]}", "! 7", "! failed: RangeError: of no use")
                .anySatisfy(
                        line -> assertThat(line).contains("scripts/calls.mjs:").startsWith("!"));
    }

    @Test
    void aStopAndAnEndCloseTheConnection() throws Exception {
        for (String function : List.of("waits", "forgets")) {
            try (ServerSocket silent = new ServerSocket(0);
                    ServerSocket last = new ServerSocket(0)) {
                silent.setSoTimeout(20_000);
                last.setSoTimeout(20_000);
                Running running = start(function, BodyOutput.NONE, local(silent), local(last));
                try (Socket call = silent.accept()) {
                    call.setSoTimeout(20_000);
                    assertThat(call.getInputStream().read()).isEqualTo('G'); // it is under way
                    if (function.equals("waits")) {
                        running.body().stop();
                    } else {
                        answer(last);
                    }
                    assertThat(running.result().get(20, SECONDS))
                            .isInstanceOf(
                                    function.equals("waits") ? BodyResult.Stopped.class : BodyResult.Returned.class);
                    assertThat(call.getInputStream().readAllBytes()).startsWith('E', 'T'); // up to the end of it
                }
            }
        }
    }

    private static String local(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private static void answer(ServerSocket server) throws IOException {
        try (Socket call = server.accept();
                BufferedReader request = new BufferedReader(new InputStreamReader(call.getInputStream(), US_ASCII))) {
            while (!request.readLine().isEmpty()) {} // else its rest would have the connection reset
            call.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII));
        }
    }

    @Test
    void restrictedScriptsCallWhatTheListHasAndNothingElse(@TempDir Path folder) throws Exception {
        try (EchoServer other = new EchoServer()) {
            NetworkList list = NetworkList.of(List.of("127.0.0.1:" + server.port(), "localhost:" + server.port()));
            try (HostServices lends = services(list::refusal);
                    Scripts walled = scripts(folder, lends, scratch -> Access.restricted(scratch, list))) {
                assertThat(walled.json("calls", server.url() + "/text")).isEqualTo("\"no JSON\"");
                assertThat(walled.json("calls", "http://localhost:" + server.port() + "/text"))
                        .isEqualTo("\"no JSON\"");
                for (String url : List.of(
                        other.url() + "/echo",
                        "http://localhost:" + other.port() + "/echo",
                        "http://127.0.0.2:" + server.port() + "/echo",
                        "http://[::1]:" + server.port() + "/echo",
                        "http://[::ffff:127.0.0.1]:" + other.port() + "/echo",
                        "http://localhost.example:" + server.port() + "/echo",
                        "http://127.0.0.1:" + server.port() + "@127.0.0.1:" + other.port() + "/echo",
                        server.url() + "/to?" + other.url() + "/echo")) {
                    assertThat(walled.failure("calls", url))
                            .as(url)
                            .contains("HttpError", "is not in scripts.network", "[scripts] access = \"restricted\"");
                }
                assertThat(other.connections).isEmpty();
            }
        }
    }
}
