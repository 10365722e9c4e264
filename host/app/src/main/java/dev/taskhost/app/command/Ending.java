package dev.taskhost.app.command;

import dev.taskhost.app.host.Host;
import dev.taskhost.app.log.Logs;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a host's process ends: the host in order, then the process at once, whoever asks first. Signals end it before the JVM begins to
 * end, because H2 closes its files in a shutdown hook of its own: while the last executions were being recorded, that hook was seen to
 * spin for ever. The JVM would end with 128 and the signal's number (Java's {@code Runtime.exit}); a host that ended in order ends with
 * 0, so that supervisors see no failure. Thread-safe.
 */
final class Ending {
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final Host host;
    private final Logs logs;
    private volatile int exitCode;

    private Ending(Host host, Logs logs) {
        this.host = host;
        this.logs = logs;
    }

    /** From now on SIGTERM, SIGINT and SIGHUP end the host in order, and so does whatever calls {@code System.exit}. */
    static Ending onSignals(Host host, Logs logs) {
        Ending ending = new Ending(host, logs);
        SIGNALS.forEach(ending::endOn);
        Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "taskhost-end"));
        return ending;
    }

    private void endOn(String name) {
        try {
            Signals.handle(name, this::end);
        } catch (ReflectiveOperationException e) { // unknown to this system, or java -Xrs leaves signals alone
            LOG.debug("SIG{} is left to the JVM.", name, e);
        }
    }

    /** What ended the host is a failure. */
    void failed() {
        exitCode = 1;
    }

    /** Ends the host and the process; does not return. */
    synchronized int end() {
        try {
            host.close();
            logs.close();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
        return exitCode;
    }
}
