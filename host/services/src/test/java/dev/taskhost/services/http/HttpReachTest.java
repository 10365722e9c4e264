package dev.taskhost.services.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is called, and told what, is who was looked up. */
class HttpReachTest extends HttpFixture {
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
}
