package dev.taskhost.app.host;

import dev.taskhost.core.progress.ProgressFlusher;
import dev.taskhost.core.progress.ProgressOperation;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.notice.body.NoticeOperation;
import dev.taskhost.notice.body.OutboxTeller;
import dev.taskhost.notice.body.Teller;
import dev.taskhost.notice.route.Destination;
import dev.taskhost.notice.route.Routes;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.store.JdbcStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What bodies may ask of the host beside what it lends, by name. Stateless. */
final class BodyOperations {
    private static final Logger LOG = LoggerFactory.getLogger(BodyOperations.class);

    private BodyOperations() {}

    /**
     * Those of a host.
     *
     * @param node its name
     * @param clock the database's time
     */
    static Map<String, Operation> ofHost(
            String node, NoticeSettings settings, JdbcStore store, ProgressFlusher progress, InstantSource clock) {
        return of(
                new ProgressOperation(clock, progress::report),
                settings,
                new OutboxTeller(node, settings, store.history(), store.alarms(), store.outbox(), clock));
    }

    /** Those of a command that calls one body beside the host and touches no database: the same checks, and nobody is told. */
    static Map<String, Operation> ofCommand(Setup setup) {
        NoticeSettings settings = setup.configuration().common().notice();
        return of(new ProgressOperation(setup.clock(), report -> {}), settings, onlySaid(new Routes(settings)));
    }

    private static Map<String, Operation> of(ProgressOperation progress, NoticeSettings settings, Teller teller) {
        return Map.of(
                ProgressOperation.NAME,
                progress,
                NoticeOperation.NAME,
                new NoticeOperation(settings, teller, BodyOperations::aside));
    }

    /** On a thread of the host's: it waits for the database, and must not pass for one of the body's. */
    private static void aside(Runnable task) {
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(task);
    }

    private static Teller onlySaid(Routes routes) {
        return (who, request) -> {
            List<String> senders = routes.ofMessage(who.what(), "", request.to()).stream()
                    .map(Destination::sender)
                    .toList();
            LOG.info(
                    "a host would tell {}: {}",
                    senders.isEmpty() ? "nobody" : String.join(", ", senders),
                    request.text());
            return senders;
        };
    }

    /** What becomes of progress that the database does not take. */
    static ProgressFlusher flusher(JdbcStore store) {
        return new ProgressFlusher(store.progress(), failure -> {
            if (failure instanceof StoreException) {
                LOG.error(
                        "{}. The newest word of each execution is kept while the database is away",
                        failure.getMessage());
            } else {
                LOG.error("a fault in storing progress; it goes on", failure);
            }
        });
    }
}
