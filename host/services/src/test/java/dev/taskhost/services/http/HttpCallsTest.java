package dev.taskhost.services.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests as the module {@code taskhost} sends them, to servers on the loopback. */
class HttpCallsTest extends HttpFixture {
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
