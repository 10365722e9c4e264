package dev.taskhost.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The folders of one taskhost: configuration, scripts, plugins, data. */
record Site(Path home) {
    /** With an embedded database, and JavaScript tasks to run. */
    static Site make(Path home) throws IOException {
        Site site = new Site(home);
        for (String file : List.of("common", "logger", "redis")) {
            site.write("conf/local/" + file + ".toml", "");
        }
        site.write("conf/local/mysql.toml", "[default]\nembedded = true\n");
        site.write("scripts/tick.js", """
                export function tick(taskKey, ...args) { return args.length; }
                export function slow() { for (;;) {} }
                export async function nap() { await new Promise(done => setTimeout(done, 60000)); }
                """);
        Files.createDirectories(home.resolve("plugins"));
        return site;
    }

    /** Points it at a server, as root without a password. */
    void useServer(int port, String database) throws IOException {
        write(
                "conf/local/mysql.toml",
                "[default]\nhost = '127.0.0.1'\nport = " + port + "\ndb = '" + database
                        + "'\nuser = 'root'\npassword = ''\nconnect_timeout = 3\n");
    }

    void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    HostProcess run(String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--port", "0"));
        args.addAll(List.of(more));
        return HostProcess.start(home, args);
    }

    HostProcess command(String... args) {
        return HostProcess.start(home, List.of(args));
    }

    /** An INSERT of an enabled task. */
    static String insert(String key, String func, String trigger, String spec) {
        return "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra) VALUES ('"
                + key + "', '', '" + func + "', '" + trigger + "', '" + spec + "', 'a,b', 1, 'ready', '{}')";
    }

    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> column = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                column.add(String.valueOf(rows.getString(1)));
            }
        }
        return column;
    }
}
