package dev.taskhost.script.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.network.NetworkGuard;
import dev.taskhost.script.network.NetworkList;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list lets scripts call one server, and not the other; the host calls whom it likes. */
class NetworkTest {
    @TempDir
    static Path folder;

    private static final Server LISTED = new Server();
    private static final Server OTHER = new Server();
    private static Walled walled;

    /** Answers {@code hi} over TCP and {@code pong} over UDP, on one port. */
    private static final class Server implements AutoCloseable {
        final ServerSocket tcp;
        final DatagramSocket udp;
        final AtomicInteger calls = new AtomicInteger();

        Server() {
            try {
                tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofPlatform().daemon().name("server-tcp").start(() -> serve(this::answer));
            Thread.ofPlatform().daemon().name("server-udp").start(() -> serve(this::echo));
        }

        private interface Step {
            void go() throws IOException;
        }

        private static void serve(Step step) {
            try {
                while (true) {
                    step.go();
                }
            } catch (SocketException closed) {
                // the end
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void answer() throws IOException {
            try (Socket call = tcp.accept()) {
                calls.incrementAndGet();
                byte[] first = call.getInputStream().readNBytes(1);
                OutputStream out = call.getOutputStream();
                out.write((first.length == 1 && first[0] == 'G' ? "HTTP/1.0 200 OK\r\n\r\nhi" : "what?")
                        .getBytes(StandardCharsets.UTF_8));
                call.shutdownOutput();
                call.getInputStream().readAllBytes();
            }
        }

        private void echo() throws IOException {
            DatagramPacket ping = new DatagramPacket(new byte[10], 10);
            udp.receive(ping);
            calls.incrementAndGet();
            byte[] pong = "pong".getBytes(StandardCharsets.UTF_8);
            udp.send(new DatagramPacket(pong, pong.length, ping.getSocketAddress()));
        }

        int port() {
            return tcp.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            tcp.close();
            udp.close();
        }
    }

    @BeforeAll
    static void open() throws Exception {
        NetworkList list = NetworkList.of(List.of("127.0.0.1:" + LISTED.port(), "localhost:" + LISTED.port()));
        walled = new Walled(folder, scratch -> Access.restricted(scratch, list), "network.py");
    }

    @AfterAll
    static void close() throws Exception {
        walled.close();
        LISTED.close();
        OTHER.close();
    }

    private static void refused(String function, Object... args) throws Exception {
        int before = OTHER.calls.get();
        BodyResult result = walled.call("network.py:" + function, "net", args);
        assertThat(result).isInstanceOf(BodyResult.Failed.class);
        assertThat(((BodyResult.Failed) result).error())
                .containsIgnoringCase("error")
                .contains("[scripts] access = \"restricted\"");
        assertThat(OTHER.calls).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "streams", "http", "thread"})
    void theListedServerAnswers(String function) throws Exception {
        assertThat(walled.json("network.py:" + function, "net", "127.0.0.1", LISTED.port()))
                .isEqualTo("\"hi\"");
        assertThat(walled.json("network.py:" + function, "net", "localhost", LISTED.port()))
                .isEqualTo("\"hi\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "streams", "http", "udp", "udp_connected", "without_wait"})
    void theOtherIsNotCalled(String function) throws Exception {
        refused(function, "127.0.0.1", OTHER.port());
    }

    @Test
    void aThreadIsHeldToTheListAsWell() throws Exception {
        int before = OTHER.calls.get();
        assertThat(walled.json("network.py:thread", "net", "127.0.0.1", OTHER.port()))
                .isEqualTo("\"PermissionError\"");
        assertThat(OTHER.calls).hasValue(before);
    }

    @Test
    void udp() throws Exception {
        assertThat(walled.json("network.py:udp", "net", "127.0.0.1", LISTED.port()))
                .isEqualTo("\"pong\"");
        assertThat(walled.json("network.py:udp_connected", "net", "127.0.0.1", LISTED.port()))
                .isEqualTo("4");
    }

    @Test
    void selectorsTakePipesAndSocketsTogether() throws Exception {
        assertThat(walled.json("network.py:without_wait", "net", "127.0.0.1", LISTED.port()))
                .isEqualTo("[\"p\", \"socket\", \"hi\"]");
        assertThat(walled.json("network.py:many_streams", "net", "127.0.0.1", LISTED.port()))
                .isEqualTo("[10, \"hi\", \"woken\"]");
    }

    @Test
    void tlsComesAsFarAsItsServerSpeaksIt() throws Exception {
        assertThat(walled.json("network.py:tls", "net", "localhost", LISTED.port()))
                .isEqualTo("\"SSLError\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "pair", "aio_server"})
    void nobodyListens(String function) throws Exception {
        refused(function);
    }

    @Test
    void aFixedPortIsOneToListenOn() throws Exception {
        refused("udp_fixed", 45_672);
    }

    @Test
    void aNameThatIsNotListedIsNotAskedFor() throws Exception {
        assertThat(walled.json("network.py:resolve", "net", "localhost")).isEqualTo("[\"127.0.0.1\"]");
        refused("resolve", "another.leak.of.secrets.example");
    }

    @Test
    void theHostIsNotHeldToIt() throws Exception {
        try (SocketChannel call =
                        SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), OTHER.port()));
                ServerSocketChannel server = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            assertThat(call.getClass().getName()).startsWith("sun.nio.ch.");
            assertThat(selector.getClass().getName()).startsWith("sun.nio.ch.");
            assertThat(server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                            .getLocalAddress())
                    .isNotNull();
        }
        assertThat(InetAddress.getAllByName("localhost")[0].isLoopbackAddress()).isTrue();
    }

    @Test
    void asecondListIsNotTakenBesideTheFirst() {
        assertThat(NetworkGuard.arm(NetworkList.of(List.of("10.0.0.0/8")), text -> text))
                .isEmpty();
    }
}
