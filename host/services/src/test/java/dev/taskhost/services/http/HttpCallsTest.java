package dev.taskhost.services.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.services.HostServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests as the module {@code taskhost} sends them, to servers on the loopback. */
class HttpCallsTest {
    private Servers server;
    private HostServices services;
    private Loans loans;

    @BeforeEach
    void open() throws IOException {
        server = new Servers();
        lendWith(Reach.ANYWHERE);
    }

    private void lendWith(Reach reach) {
        services = new HostServices(Map.of(), Map.of(), Set.of(), Map.of(HttpCalls.NAME, new HttpCalls(reach)));
        loans = services.lend(new Borrower("orders", 7, "t7"));
    }

    @AfterEach
    void close() {
        loans.end().join();
        services.close();
        server.close();
    }

    private CompletableFuture<String> start(String method, String url, Map<String, Object> more, String body)
            throws ServiceException {
        Map<String, Object> request = new HashMap<>(Map.of("redirect", "follow", "timeout", 20_000));
        request.putAll(more);
        request.put("method", method);
        request.put("url", url);
        return loans.ask("http", List.of(Json.write(request), "text", body));
    }

    private Map<String, @Nullable Object> send(String method, String url, Map<String, Object> more, String body)
            throws Exception {
        try {
            return Json.readObject(start(method, url, more, body).get(60, SECONDS));
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private Map<String, @Nullable Object> get(String path) throws Exception {
        return send("GET", server.url(path), Map.of(), "");
    }

    private static Map<String, Object> headers(String... namesAndValues) {
        return Map.of("headers", List.of(List.of(namesAndValues[0], namesAndValues[1])));
    }

    private static String failure(HttpProblem problem, ThrowingCall call) {
        var thrown = assertThatThrownBy(call::run).isInstanceOf(ServiceException.class);
        assertThat(((ServiceException) thrown.actual()).code())
                .as(String.valueOf(thrown.actual().getMessage()))
                .isEqualTo(problem.because("").code());
        return String.valueOf(thrown.actual().getMessage());
    }

    private interface ThrowingCall {
        void run() throws Exception;
    }

    @Test
    void aRequestIsSentAsItIsAsked() throws Exception {
        assertThat(send("post", server.url("/echo?a=ä b&c=%20"), headers("X-Own", "1"), "Grüße"))
                .containsEntry("status", 200L)
                .containsEntry("redirected", false)
                .containsEntry(
                        "text",
                        "POST /echo?a=%C3%A4%20b&c=%20|User-agent=taskhost|Accept-encoding=gzip, deflate|X-own=1|Grüße");
        assertThat(send("GET", server.url("/echo").replace("//", "//me:p%20w@"), Map.of(), ""))
                .extractingByKey("text")
                .asString()
                .contains("|Authorization=Basic bWU6cCB3|");
    }

    @Test
    void everyStatusIsAnAnswer() throws Exception {
        server.on("/401", 401, "X", "1", new byte[0]).on("/500", 500, "X-Why", "sick", Servers.text("ill"));
        assertThat(get("/401")).containsEntry("status", 401L).containsEntry("text", "");
        assertThat(get("/500")).containsEntry("status", 500L).containsEntry("text", "ill");
        assertThat(get("/500").get("headers")).asString().contains("[x-why, sick]");
        assertThat(send("HEAD", server.url("/500"), Map.of(), "")).containsEntry("text", "");
    }

    @Test
    void bodiesAreUnpackedAndRead() throws Exception {
        byte[] plain = Servers.text("packed ä");
        server.on("/gzip", 200, "Content-Encoding", "gzip", Servers.gzip(plain))
                .on("/deflate", 200, "Content-Encoding", "deflate", Servers.deflate(plain))
                .on("/raw", 200, "Content-Encoding", "deflate", withoutFrame(Servers.deflate(plain)))
                .on("/false", 200, "Content-Encoding", "gzip", plain)
                .on("/gbk", 200, "Content-Type", "text/plain; charset=\"GBK\"", "上海".getBytes(Charset.forName("GBK")))
                .on("/bytes", 200, "Content-Type", "image/png", new byte[] {(byte) 0xff, 0, 65})
                .on("/mark", 200, "Content-Type", "text/plain;charset=utf-8", Servers.text("\uFEFFx"));
        for (String path : List.of("/gzip", "/deflate", "/raw")) {
            assertThat(get(path)).as(path).containsEntry("text", "packed ä").doesNotContainKey("bytes");
        }
        assertThat(failure(HttpProblem.BROKEN, () -> get("/false"))).contains("is not gzip, as it says");
        assertThat(get("/gbk")).containsEntry("text", "上海").containsKey("bytes");
        assertThat(get("/bytes")).containsEntry("bytes", "\u00ff\u0000A").doesNotContainKey("text");
        assertThat(get("/mark")).containsEntry("text", "x").containsEntry("bytes", "\u00ef\u00bb\u00bfx");
    }

    private static byte[] withoutFrame(byte[] zlib) {
        return Arrays.copyOfRange(zlib, 2, zlib.length - 4);
    }

    @Test
    void whatIsTooLargeIsRefusedPackedOrNot() throws Exception {
        byte[] large = new byte[HttpCalls.MOST_BYTES + 1];
        server.on("/large", 200, "X", "1", large).on("/bomb", 200, "Content-Encoding", "gzip", Servers.gzip(large));
        assertThat(failure(HttpProblem.TOO_LARGE, () -> get("/large"))).contains("more than 32 MB");
        assertThat(failure(HttpProblem.TOO_LARGE, () -> get("/bomb"))).contains("more than 32 MB");
    }

    @Test
    void redirectsAreFollowedAsBrowsersDo() throws Exception {
        server.on("/303", 303, "Location", "echo?x=1", new byte[0])
                .on("/302", 302, "Location", "/echo", new byte[0])
                .on("/307", 307, "Location", "//127.0.0.1:" + server.port() + "/echo", new byte[0])
                .on("/again", 302, "Location", "?again", new byte[0]);
        assertThat(send("PUT", server.url("/303"), headers("Cookie", "c"), "body"))
                .containsEntry("redirected", true)
                .containsEntry("url", server.url("/echo?x=1"))
                .extractingByKey("text")
                .isEqualTo("GET /echo?x=1|Cookie=c|User-agent=taskhost|Accept-encoding=gzip, deflate|");
        assertThat(send("POST", server.url("/302"), Map.of(), "body").get("text"))
                .asString()
                .startsWith("GET /echo");
        assertThat(send("PUT", server.url("/302"), Map.of(), "body").get("text"))
                .asString()
                .matches("PUT /echo.*body");
        assertThat(send("POST", server.url("/307"), Map.of(), "body").get("text"))
                .asString()
                .matches("POST /echo.*body");
        assertThat(send("GET", server.url("/302"), Map.of("redirect", "manual"), ""))
                .containsEntry("status", 302L);
        assertThat(failure(
                        HttpProblem.REDIRECTS, () -> send("GET", server.url("/302"), Map.of("redirect", "error"), "")))
                .contains("was sent on (302)");
        assertThat(failure(HttpProblem.REDIRECTS, () -> get("/again"))).contains("was sent on 10 times");
        assertThat(server.asked).contains("GET /again?again");
    }

    @Test
    void anotherServerIsNotToldTheSecretsOfTheFirst() throws Exception {
        try (Servers other = new Servers()) {
            server.on("/away", 307, "Location", other.url("/echo"), new byte[0]);
            for (String field : List.of("Authorization", "Cookie")) {
                assertThat(send("GET", server.url("/away"), headers(field, "secret"), "")
                                .get("text"))
                        .as(field)
                        .asString()
                        .startsWith("GET /echo|User-agent");
            }
            assertThat(send("GET", server.url("/away").replace("//", "//me:secret@"), Map.of(), "")
                            .get("text"))
                    .asString()
                    .startsWith("GET /echo|User-agent");
        }
    }

    @Test
    void eachServerIsLookedUpInTheListAlsoThoseThatOneSendsOnTo() throws Exception {
        try (Servers other = new Servers()) {
            server.on("/away", 302, "Location", other.url("/echo"), new byte[0])
                    .on("/name", 302, "Location", "http://localhost:" + server.port() + "/echo", new byte[0]);
            services.close();
            lendWith((host, port) -> host.equals("127.0.0.1") && port == server.port()
                    ? Optional.empty()
                    : Optional.of(host + ":" + port + " is not listed"));
            assertThat(get("/echo")).containsEntry("status", 200L);
            assertThat(failure(HttpProblem.NOT_LISTED, () -> get("/away")))
                    .isEqualTo("127.0.0.1:" + other.port() + " is not listed");
            assertThat(failure(HttpProblem.NOT_LISTED, () -> get("/name"))).startsWith("localhost:");
            assertThat(failure(HttpProblem.NOT_LISTED, () -> send("GET", other.url("/echo"), Map.of(), "")))
                    .contains("is not listed");
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void nothingIsCalledByAnotherNameThanTheOneThatIsLookedUp() throws Exception {
        String port = ":" + server.port();
        services.close();
        lendWith((host, at) -> Optional.of("looked up " + host + " " + at));
        for (String url : List.of(
                "http://good.example@127.0.0.1" + port,
                "http://good.example:80@127.0.0.1" + port + "/",
                "HTTP://127.0.0.1" + port + "/#@good.example",
                "http://127.0.0.1" + port + "?@good.example/")) {
            assertThat(failure(HttpProblem.NOT_LISTED, () -> send("GET", url, Map.of(), "")))
                    .as(url)
                    .isEqualTo("looked up 127.0.0.1 " + server.port());
        }
        assertThat(failure(HttpProblem.NOT_LISTED, () -> send("GET", "https://Bücher.Example./", Map.of(), "")))
                .isEqualTo("looked up xn--bcher-kva.example. 443");
        assertThat(failure(HttpProblem.NOT_LISTED, () -> send("GET", "http://[::FFFF:7f00:1]:81", Map.of(), "")))
                .isEqualTo("looked up ::FFFF:7f00:1 81");
        for (String url : List.of(
                "http://2130706433/",
                "http://127.1/",
                "http://0x7f.1/",
                "http://good.example\\@127.0.0.1/",
                "http://good.example:80:80/",
                "http://a b/",
                "http://good.example:0/",
                "http://good.example:70000/",
                "http:///x",
                "ftp://good.example/",
                "//good.example/",
                "file:/etc/passwd",
                "")) {
            assertThat(failure(HttpProblem.REQUEST, () -> send("GET", url, Map.of(), "")))
                    .as(url)
                    .contains("is no URL to call");
        }
        assertThat(server.asked).isEmpty();
    }

    @Test
    void whatIsNoRequestIsSaid() {
        assertThat(failure(HttpProblem.REQUEST, () -> send("GET", server.url("/"), headers("Host", "x"), "")))
                .contains("restricted header name: \"Host\"");
        assertThat(failure(HttpProblem.REQUEST, () -> send("GET", server.url("/"), headers("X", "a\r\nB: c"), "")))
                .contains("invalid header value");
        assertThat(failure(HttpProblem.REQUEST, () -> send("G T", server.url("/"), Map.of(), "")))
                .contains("cannot be sent");
        assertThat(failure(HttpProblem.REQUEST, () -> send("GET", server.url("/"), Map.of("redirect", "no"), "")))
                .contains("redirect is \"no\"");
        assertThat(failure(
                        HttpProblem.REQUEST,
                        () -> loans.ask("http", List.of("[]")).join()))
                .contains("sent no request");
    }

    @Test
    void whatCannotBeReachedIsSaid() throws Exception {
        int free;
        try (ServerSocket closed = new ServerSocket(0)) {
            free = closed.getLocalPort();
        }
        assertThat(failure(HttpProblem.UNREACHABLE, () -> send("GET", "http://127.0.0.1:" + free, Map.of(), "")))
                .contains("127.0.0.1:" + free + " cannot be reached");
        assertThat(failure(HttpProblem.UNREACHABLE, () -> send("GET", "http://nowhere.invalid", Map.of(), "")))
                .contains("nowhere.invalid:80 cannot be reached: its name is not known");
    }

    @Test
    void whatIsNoHttpOrNoTlsIsSaid() throws Exception {
        try (ServerSocket rude = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerNonsense(rude));
            String place = "127.0.0.1:" + rude.getLocalPort();
            assertThat(failure(HttpProblem.BROKEN, () -> send("GET", "http://" + place, Map.of(), "")))
                    .contains("GET http://" + place + "/ got no whole response");
            assertThat(failure(HttpProblem.UNREACHABLE, () -> send("GET", "https://" + place, Map.of(), "")))
                    .contains("TLS with " + place + " fails");
        }
    }

    private static void answerNonsense(ServerSocket server) {
        try {
            while (true) {
                try (Socket call = server.accept()) {
                    assertThat(call.getInputStream().read()).isNotNegative();
                    call.getOutputStream().write("what?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (SocketException closed) {
            // the end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTimeOutEndsAllOfItAlsoABodyThatDoesNotEnd() throws Exception {
        server.on("/half", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            Servers.await(server.released);
        });
        for (String path : List.of("/never", "/half")) {
            assertThat(failure(
                            HttpProblem.LATE,
                            () -> send("GET", server.url(path + "?t=secret"), Map.of("timeout", 50), "")))
                    .as(path)
                    .isEqualTo("GET " + server.url(path)
                            + " did not answer within 50 ms; raise the time-out, or look what the server does");
        }
    }

    /** Whether the connection is closed is seen by a server that reads on. */
    @Test
    void aStopAndAnEndCloseTheConnection() throws Exception {
        for (boolean stop : new boolean[] {true, false}) {
            try (ServerSocket silent = new ServerSocket(0)) {
                CompletableFuture<String> answer =
                        start("GET", "http://127.0.0.1:" + silent.getLocalPort() + "/", Map.of(), "");
                try (Socket call = silent.accept()) {
                    call.setSoTimeout(20_000);
                    assertThat(call.getInputStream().read()).isEqualTo('G');
                    if (stop) {
                        loans.stop();
                    } else {
                        loans.end().join();
                    }
                    assertThat(answer).isCancelled();
                    assertThat(call.getInputStream().readAllBytes()).isNotEmpty(); // up to the end of the connection
                }
            }
        }
        assertThatThrownBy(() -> start("GET", server.url("/echo"), Map.of(), ""))
                .hasMessageContaining("has ended");
    }

    @Test
    void oneThatNobodyWantsEndsAlone() throws Exception {
        CompletableFuture<String> one = start("GET", server.url("/never"), Map.of(), "");
        CompletableFuture<String> other = start("GET", server.url("/never"), Map.of(), "");
        assertThat(server.waiting.await(20, SECONDS)).isTrue();
        one.cancel(true);
        server.released.countDown();
        assertThat(other).failsWithin(Duration.ofSeconds(20)); // the server ends it without an answer
    }
}
