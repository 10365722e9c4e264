package dev.taskhost.notice.body;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Alarms.Subject;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.notice.Outbox.NewNotice;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.store.History;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.notice.message.Story;
import dev.taskhost.notice.route.Destination;
import dev.taskhost.notice.route.Routes;
import dev.taskhost.notice.settings.NoticeSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts what a body wants told into the outbox, from where it is sent like any other notice, by whichever host does that. No alarm
 * is opened: there is nothing to recover from. Thread-safe.
 */
public final class OutboxTeller implements Teller {
    private final String node;
    private final Routes routes;
    private final History history;
    private final Alarms alarms;
    private final Outbox outbox;
    private final InstantSource clock;

    /** One at a time: the connections are the scheduler's, and a thousand bodies that speak at once must not take them all. */
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * @param node this host's name
     * @param clock the database's time, as all hosts have it
     */
    public OutboxTeller(
            String node, NoticeSettings settings, History history, Alarms alarms, Outbox outbox, InstantSource clock) {
        this.node = node;
        this.routes = new Routes(settings);
        this.history = history;
        this.alarms = alarms;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public List<String> tell(Borrower who, NoticeRequest request) throws ServiceException {
        turn.lock();
        try {
            return put(who, request);
        } catch (StoreException e) {
            throw new ServiceException(
                    ServiceException.NOTICE_REFUSED,
                    "the notice could not be put down, and will hardly be told: " + e.getMessage()
                            + ". Try again, or go on without it.",
                    e);
        } finally {
            turn.unlock();
        }
    }

    private List<String> put(Borrower who, NoticeRequest request) throws ServiceException {
        Run run = history.byId(who.executionId())
                .orElseThrow(() -> new ServiceException(
                        ServiceException.NOTICE_REFUSED,
                        "the row of " + who
                                + " is gone from execute_task, so its task is not known and nobody is told"));
        Subject subject = alarms.subjects(List.of(run.taskId()))
                .getOrDefault(run.taskId(), new Subject(run.taskId(), who.what(), "", "")); // deleted as it runs
        List<Destination> destinations = routes.ofMessage(subject.taskKey(), subject.extra(), request.to());
        long now = clock.millis();
        if (!destinations.isEmpty()) {
            outbox.add(destinations.stream()
                    .map(to -> new NewNotice(
                            to.sender(),
                            run.taskId(),
                            NoticeEvent.MESSAGE,
                            request.urgent() || to.urgent(),
                            now,
                            story(who, request, run, subject, now, to.at()).write()))
                    .toList());
        }
        return destinations.stream().map(Destination::sender).toList();
    }

    private Story story(
            Borrower who, NoticeRequest request, Run run, Subject subject, long now, List<String> mentions) {
        return new Story(
                NoticeEvent.MESSAGE,
                run.taskId(),
                subject.taskKey(),
                subject.description(),
                who.executionId(),
                who.traceId(),
                node,
                run.fireAt(),
                now,
                1,
                now,
                "",
                mentions,
                List.of(),
                request.title(),
                request.text());
    }
}
