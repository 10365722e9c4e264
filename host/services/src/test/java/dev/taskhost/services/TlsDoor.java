package dev.taskhost.services;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Takes TLS connections as {@code localhost} and passes what is inside to a port of this machine. Thread-safe. */
final class TlsDoor implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private final Path store;
    private final ServerSocket listening;
    private final int behind;

    /**
     * @param home for its key
     * @param behind the port it leads to
     */
    TlsDoor(Path home, int behind) throws IOException, GeneralSecurityException, InterruptedException {
        this.behind = behind;
        this.store = home.resolve("door.p12");
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys(store), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        listening = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** A new certificate for localhost, in a store that trusts it, by the JDK's own tool. */
    private static KeyStore keys(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        for (String command : new String[] {
            "-genkeypair -alias door -keyalg EC -dname CN=localhost -ext SAN=dns:localhost -validity 2",
            "-exportcert -rfc -alias door -file " + file + ".pem",
            "-importcert -noprompt -alias trusted -file " + file + ".pem"
        }) {
            Process done = new ProcessBuilder(
                            (tool + " " + command + " -keystore " + file + " -storetype PKCS12 -storepass " + PASSWORD)
                                    .split(" "))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(done.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!done.waitFor(60, TimeUnit.SECONDS) || done.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** This JVM trusts it from now on: what {@code JAVA_OPTS=-Djavax.net.ssl.trustStore=…} does from the start. */
    void trust() {
        System.setProperty(TRUST_STORE, store.toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
    }

    /** This JVM trusts whom it trusted before. */
    void distrust() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    private void accept() {
        try {
            while (true) {
                Socket outside = listening.accept();
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind);
                Thread.ofVirtual().start(() -> pass(outside, inside));
                Thread.ofVirtual().start(() -> pass(inside, outside));
            }
        } catch (IOException closed) {
            distrust();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the handshake failed, or one side has hung up: so does the other
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
