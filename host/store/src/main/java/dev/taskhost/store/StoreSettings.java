package dev.taskhost.store;

import java.nio.file.Path;
import java.time.Duration;

/** Which database the hosts work on. */
public sealed interface StoreSettings {

    /**
     * A file of ours, opened by H2 so that other processes of this machine may use it too.
     *
     * @param file the database's path without its suffix, e.g. {@code data/taskhost}; its folder is made when missing
     */
    record Embedded(Path file) implements StoreSettings {
        public Embedded {
            if (file.toString().indexOf(';') >= 0) {
                throw new IllegalArgumentException(
                        "The data folder's path holds a semicolon, which the embedded database"
                                + " takes for the end of it: " + file + ". Choose another folder with --data.");
            }
        }
    }

    /**
     * MySQL or MariaDB. The connection always speaks utf8mb4, which the server converts to whatever a table uses.
     *
     * @param host name or address
     * @param password never shown
     * @param poolSize connections held, at least 1
     * @param connectTimeout for one try to connect, and for the wait for a free connection
     */
    record Server(
            String host,
            int port,
            String db,
            String user,
            String password,
            int poolSize,
            Duration connectTimeout,
            Tls tls)
            implements StoreSettings {

        /** With four connections, five seconds, and encryption where the server offers it. */
        public Server(String host, int port, String db, String user, String password) {
            this(host, port, db, user, password, 4, Duration.ofSeconds(5), Tls.PREFERRED);
        }

        @Override
        public String toString() {
            return "Server[" + user + "@" + host + ":" + port + "/" + db + ", poolSize=" + poolSize
                    + ", connectTimeout=" + connectTimeout.toMillis() + " ms, tls=" + tls + "]";
        }
    }

    /** Encryption of the connection; the names are Connector/J's {@code sslMode}. */
    enum Tls {
        DISABLED,
        /** Where the server offers it; its certificate is not checked. */
        PREFERRED,
        /** Always; the certificate is not checked. */
        REQUIRED,
        /** Always, with a certificate that this JVM trusts. */
        VERIFY_CA,
        /** Always, with a certificate that this JVM trusts and that bears the host's name. */
        VERIFY_IDENTITY
    }
}
