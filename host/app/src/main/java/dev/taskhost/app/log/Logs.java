package dev.taskhost.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import dev.taskhost.app.config.ConfigurationException;
import dev.taskhost.app.config.LoggerSettings;
import dev.taskhost.app.config.LoggerSettings.LogFile;
import dev.taskhost.core.text.Masking;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The process's logging, from {@link #configure} or {@link #terminalOnly} to {@link #close}. Every table of logger.toml
 * is a logger of that name with its own file; what it logs does not reach root's file as well. The lines of
 * java.util.logging come here too. There is one logging per process: configure it once, from one thread.
 */
public final class Logs implements AutoCloseable {
    /** Libraries that talk much below WARN; a table of logger.toml with such a name decides otherwise. */
    private static final List<String> QUIET = List.of(
            "com.cronutils",
            "com.mysql",
            "h2database",
            "io.netty",
            "org.eclipse",
            "org.pf4j",
            "redis.clients",
            "sun",
            "jdk",
            "javax");

    private final LoggerContext context;
    private final List<RotatingFile> files;

    private Logs(LoggerContext context, List<RotatingFile> files) {
        this.context = context;
        this.files = files;
    }

    /**
     * Logs to the files of logger.toml and to the terminal.
     *
     * @param settings logger.toml
     * @param logsDir what relative file names count from; made when missing
     * @param terminal the terminal
     * @param clock the system's clock
     * @param masking takes secrets out of lines
     * @throws ConfigurationException when files or folders cannot be written, naming all of them; what was configured
     *     before goes on then
     */
    public static Logs configure(
            LoggerSettings settings, Path logsDir, Terminal terminal, InstantSource clock, Masking masking) {
        TerminalAppender readable = new TerminalAppender(terminal, clock, masking);
        Map<Path, RotatingFile> open = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        new TreeMap<>(settings.loggers()).forEach((name, log) -> {
            Path path = path(logsDir, log);
            try {
                if (!open.containsKey(path)) {
                    open.put(path, new RotatingFile(path, log.maxBytes(), log.backupCount(), readable::complain));
                }
            } catch (IOException e) {
                problems.add("logger.toml: " + name + ".filename: " + path + " cannot be written (" + reason(e)
                        + "); choose another file, or give the user who runs taskhost the right to write there");
            }
        });
        if (!problems.isEmpty()) {
            open.values().forEach(RotatingFile::close);
            throw new ConfigurationException(problems);
        }
        LoggerContext context = fresh(readable);
        JsonLine line = new JsonLine(Host.here(), context.getBirthTime(), masking);
        settings.loggers().forEach((name, log) -> {
            JsonFileAppender appender = new JsonFileAppender(file(open, path(logsDir, log)), line, log.level());
            attach(context, name, log, List.of(start(context, appender, name), readable));
        });
        return new Logs(context, List.copyOf(open.values()));
    }

    /** Logs to the terminal alone: for commands that run beside the host and must not touch its files. */
    public static Logs terminalOnly(Terminal terminal, InstantSource clock, Masking masking) {
        return new Logs(fresh(new TerminalAppender(terminal, clock, masking)), List.of());
    }

    /** Writes what is left and closes the files; lines logged later go nowhere. */
    @Override
    public void close() {
        SLF4JBridgeHandler.uninstall();
        context.stop();
        files.forEach(RotatingFile::close);
    }

    /** Empties Logback's context; the terminal becomes root's only appender. */
    private static LoggerContext fresh(TerminalAppender readable) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.start();
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        // It prints a stack trace for every connection that a dying server took with it; the scheduler says so once.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(start(context, readable, "terminal"));
        bridge();
        return context;
    }

    private static <E, A extends Appender<E>> A start(LoggerContext context, A appender, String name) {
        appender.setContext(context);
        appender.setName(name);
        appender.start();
        return appender;
    }

    private static void attach(
            LoggerContext context,
            String name,
            LogFile log,
            List<Appender<ch.qos.logback.classic.spi.ILoggingEvent>> appenders) {
        boolean isRoot = name.equals(LoggerSettings.ROOT);
        Logger logger = context.getLogger(isRoot ? org.slf4j.Logger.ROOT_LOGGER_NAME : name);
        logger.setLevel(PythonLevel.threshold(log.level()));
        logger.setAdditive(false);
        appenders.forEach(logger::addAppender);
    }

    private static RotatingFile file(Map<Path, RotatingFile> open, Path path) {
        RotatingFile file = open.get(path);
        if (file == null) {
            throw new IllegalStateException(path + " was opened above");
        }
        return file;
    }

    private static Path path(Path logsDir, LogFile log) {
        return logsDir.resolve(log.filename()).toAbsolutePath().normalize();
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a folder";
            case FileNotFoundException refused -> inBrackets(String.valueOf(refused.getMessage()));
            default -> String.valueOf(e.getMessage());
        };
    }

    /** The system's reason of "path (reason)". */
    private static String inBrackets(String message) {
        int open = message.lastIndexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }

    /** Sends java.util.logging here. Its handlers are replaced: they would print everything a second time. */
    private static void bridge() {
        java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        SLF4JBridgeHandler.install();
    }
}
