package dev.taskhost.app.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * logger.toml: a table per logger, keys and defaults as in the original (Python's RotatingFileHandler). Immutable.
 *
 * @param loggers by logger name; {@code root}, the fallback of all other names, is always there
 */
public record LoggerSettings(Map<String, LogFile> loggers) {
    /** The fallback's name. */
    public static final String ROOT = "root";

    private static final long FIVE_MEBIBYTES = 5L * 1024 * 1024;
    private static final long ONE_TEBIBYTE = 1L << 40;

    public LoggerSettings {
        loggers = Map.copyOf(loggers);
        if (!loggers.containsKey(ROOT)) {
            throw new IllegalArgumentException("no " + ROOT + " logger");
        }
    }

    /**
     * Where one logger writes.
     *
     * @param filename absolute, or relative to the logs folder
     * @param maxBytes the size at which a new file is begun; 0: never
     * @param backupCount how many older files are kept, as {@code filename.1} (newest) and so on; 0: never begin a new one
     * @param level the least level that is written
     */
    public record LogFile(Path filename, long maxBytes, int backupCount, LogLevel level) {}

    static LoggerSettings read(Table top) {
        Map<String, LogFile> loggers = new TreeMap<>();
        top.tables(ROOT).forEach((name, table) -> loggers.put(name, logFile(name, table)));
        loggers.putIfAbsent(ROOT, new LogFile(Path.of("taskhost.log"), FIVE_MEBIBYTES, 5, LogLevel.DEBUG));
        refuseQuarrels(top, loggers);
        return new LoggerSettings(loggers);
    }

    private static LogFile logFile(String name, Table table) {
        String fallback = (name.equals(ROOT) ? "taskhost" : name.replaceAll("[^\\w.-]", "_")) + ".log";
        LogFile file = new LogFile(
                table.path("filename", fallback),
                table.whole("maxBytes", FIVE_MEBIBYTES, 0, ONE_TEBIBYTE),
                table.number("backupCount", 5, 0, 100_000),
                table.choice("level", LogLevel.DEBUG, LogLevel.words()));
        table.refuseOthers(" A logger whose name has dots is written [\"like.this\"].");
        return file;
    }

    /** Loggers may share a file, but then it has one size and one number of backups. */
    private static void refuseQuarrels(Table top, Map<String, LogFile> loggers) {
        Map<Path, String> owners = new LinkedHashMap<>();
        loggers.forEach((name, file) -> {
            String owner = owners.computeIfAbsent(file.filename().normalize(), path -> name);
            LogFile first = loggers.get(owner);
            if (first != null && (first.maxBytes() != file.maxBytes() || first.backupCount() != file.backupCount())) {
                top.problem(name + " writes to the same file as " + owner
                        + " with another maxBytes or backupCount; make them equal, or give it a file of its own");
            }
        });
    }
}
