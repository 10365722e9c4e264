package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Well-known pure-Python packages, unmodified, inside task bodies: installed by {@code taskhost pip install} from files that are given, then each used
 * for something real by a task of its own.
 */
final class PackagesTrial {
    /** Tries by the project that they need. */
    private static final Map<String, List<String>> TRIES = new LinkedHashMap<>();

    static {
        TRIES.put("requests", List.of("requests"));
        TRIES.put("aiohttp", List.of("aiohttp"));
        TRIES.put("arrow", List.of("arrow"));
        TRIES.put("python-dateutil", List.of("dateutil"));
        TRIES.put("peewee", List.of("peewee"));
        TRIES.put("pymysql", List.of("pymysql"));
        TRIES.put("pyyaml", List.of("yaml"));
        TRIES.put("jinja2", List.of("jinja2"));
        TRIES.put("click", List.of("click"));
        TRIES.put("pytz", List.of("pytz"));
        TRIES.put("simplejson", List.of("simplejson"));
        TRIES.put("beautifulsoup4", List.of("bs4"));
        TRIES.put("toml", List.of("toml"));
        TRIES.put("sqlalchemy", List.of("sqlalchemy"));
        TRIES.put("redis", List.of("redis"));
        TRIES.put("six", List.of("six"));
    }

    /** One beside the others, and one that nobody else has used: what a process can load once only fails in one of them. */
    private static final List<String> ISOLATIONS = List.of("shared", "fresh");

    private static final Pattern WHEEL = Pattern.compile("([^-]+)-([^-]+)-.*\\.whl");
    private static final long MOST_SECONDS = 180;

    private PackagesTrial() {}

    /**
     * Runs it and prints a table.
     *
     * @param from a folder of wheels and of Debian packages
     * @return whether all that are there work
     */
    static boolean run(MariaDbServer server, Path distribution, Path from) throws Exception {
        Path folder = Files.createTempDirectory("taskhost-bench");
        Map<String, String> versions = wheels(from, Files.createDirectory(folder.resolve("wheels")));
        System.out.println("\npackages, " + versions.size() + " from " + from);
        try (Echo echo = Echo.start();
                RedisProcess redis = RedisProcess.start();
                TaskhostProcess host = new TaskhostProcess(
                        server, distribution, folder, (scripts, plugins) -> fill(distribution, scripts, versions))) {
            boolean good = new Run(host, versions, echo.address() + "," + server.port() + "," + redis.port()).run();
            System.out.println(good ? "  nothing wrong" : "  WRONG; see " + folder);
            return good;
        }
    }

    /** Versions by project. */
    private static Map<String, String> wheels(Path from, Path wheels) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".deb")) {
                    DebianWheels.write(file, wheels);
                } else if (file.toString().endsWith(".whl")) {
                    Files.copy(file, wheels.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Map<String, String> versions = new LinkedHashMap<>();
        try (Stream<Path> made = Files.list(wheels)) {
            made.map(Path::getFileName)
                    .map(Path::toString)
                    .sorted()
                    .map(WHEEL::matcher)
                    .filter(Matcher::matches)
                    .forEach(name ->
                            versions.put(name.group(1).replace('_', '-').toLowerCase(Locale.ROOT), name.group(2)));
        }
        return versions;
    }

    private static void fill(Path distribution, Path scripts, Map<String, String> versions) throws IOException {
        Files.write(scripts.resolve("requirements.txt"), versions.keySet());
        for (String project : versions.keySet()) {
            for (String name : TRIES.getOrDefault(project, List.of())) {
                copy(scripts, "try_" + name + ".py");
            }
        }
        Path folder = scripts.resolveSibling("");
        Process install = new ProcessBuilder(
                        distribution.resolve("taskhost").toString(),
                        "pip",
                        "install",
                        "--from",
                        folder.resolve("wheels").toString(),
                        "--conf",
                        folder.resolve("conf").toString(),
                        "--scripts",
                        scripts.toString(),
                        "--data",
                        folder.resolve("data").toString())
                .inheritIO()
                .start();
        try {
            if (install.waitFor() != 0) {
                throw new IOException("taskhost pip install failed");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static void copy(Path scripts, String name) throws IOException {
        try (InputStream in = PackagesTrial.class.getResourceAsStream("packages/" + name)) {
            if (in == null) {
                throw new IOException(name + " is missing");
            }
            Files.write(scripts.resolve(name), in.readAllBytes());
        }
    }

    private record Run(TaskhostProcess host, Map<String, String> versions, String args) {
        boolean run() throws Exception {
            List<String> rows = new ArrayList<>();
            for (String name : names()) {
                for (String isolation : ISOLATIONS) {
                    rows.add("('%s', '', 'try_%s.py:run', 'date', 'now', '%s', 1, 'ready', '{\"isolation\": \"%s\"}')"
                            .formatted(name + " " + isolation, name, args, isolation));
                }
            }
            host.execute("CREATE DATABASE IF NOT EXISTS test");
            for (String isolation : ISOLATIONS) {
                host.execute("CREATE DATABASE IF NOT EXISTS test_" + isolation);
            }
            host.execute(Load.INSERT + String.join(",", rows));
            String ended = "SELECT COUNT(DISTINCT task_id) FROM execute_task WHERE status <> 'todo'";
            if (!Times.await(() -> host.ask(ended) >= rows.size(), MOST_SECONDS, 200)) {
                System.out.println("  some do not end");
            }
            boolean good = true;
            for (Map.Entry<String, String> each : versions.entrySet()) {
                for (String name : TRIES.getOrDefault(each.getKey(), List.of())) {
                    for (String isolation : ISOLATIONS) {
                        good &= tell(each.getKey() + " " + each.getValue(), name + " " + isolation);
                    }
                }
            }
            return good;
        }

        private List<String> names() {
            return versions.keySet().stream()
                    .flatMap(project -> TRIES.getOrDefault(project, List.of()).stream())
                    .toList();
        }

        private boolean tell(String what, String key) throws Exception {
            List<String[]> found = host.rows(
                    "SELECT execute_task.status, execute_task.extra FROM execute_task JOIN task ON task.id = execute_task.task_id"
                            + " WHERE task_key = '" + key
                            + "' ORDER BY execute_task.id DESC LIMIT 1",
                    row -> new String[] {row.getString(1), row.getString(2)});
            String status = found.isEmpty() ? "never ran" : found.getFirst()[0];
            String extra = found.isEmpty() ? "" : found.getFirst()[1];
            System.out.println("  %-24s %-16s %-9s %s".formatted(what, key, status, extra));
            return status.equals("success");
        }
    }
}
