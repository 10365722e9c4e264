package dev.taskhost.notice.desk;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Alarms.Alarm;
import dev.taskhost.core.notice.Alarms.Decision;
import dev.taskhost.core.notice.Alarms.Detail;
import dev.taskhost.core.notice.Alarms.Over;
import dev.taskhost.core.notice.Alarms.Subject;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.notice.Outbox.NewNotice;
import dev.taskhost.notice.message.Story;
import dev.taskhost.notice.route.Destination;
import dev.taskhost.notice.route.Routes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds tasks that have recovered. It is asked of the database, alarm by alarm, instead of being watched for in each end: an
 * execution that succeeds costs nothing, and whichever host ran it. Not thread-safe.
 */
final class Recoveries {
    /** With very many alarms a look takes long; it then has so small a share of the time. */
    private static final int SHARE = 50;

    private static final long LONGEST_MILLIS = 6_000;

    private final Alarms alarms;
    private final Routes routes;
    private final InstantSource clock;
    private final Duration recoverAfter;
    private long dueAt = Long.MIN_VALUE;

    /**
     * @param recoverAfter how long ago the last trouble must be; a task that fails now and then stays one alarm so long
     */
    Recoveries(Alarms alarms, Routes routes, InstantSource clock, Duration recoverAfter) {
        this.recoverAfter = recoverAfter;
        this.alarms = alarms;
        this.routes = routes;
        this.clock = clock;
    }

    /** Closes the alarms that are over, and tells those who were told of them. */
    void look(long now) {
        if (now < dueAt) {
            return;
        }
        List<Over> all = alarms.over().stream()
                .filter(over -> isSettled(over.alarm(), now))
                .toList();
        dueAt = now + SHARE * Math.clamp(clock.millis() - now, 0, LONGEST_MILLIS);
        if (all.isEmpty()) {
            return;
        }
        Map<Integer, List<Over>> byTask = all.stream()
                .collect(Collectors.groupingBy(over -> over.alarm().taskId(), TreeMap::new, Collectors.toList()));
        Map<Integer, Subject> subjects = alarms.subjects(byTask.keySet());
        Map<Long, Detail> details = alarms.details(all.stream()
                .filter(over -> over.alarm().event().told())
                .map(Over::executionId)
                .distinct()
                .toList());
        List<NewNotice> notices = new ArrayList<>();
        byTask.forEach((taskId, overs) -> {
            Subject subject = subjects.get(taskId);
            List<Over> told =
                    overs.stream().filter(over -> over.alarm().event().told()).toList();
            if (subject != null && !told.isEmpty()) {
                notices.addAll(
                        notices(subject, told, details.get(told.getFirst().executionId()), now));
            }
        });
        alarms.record(new Decision(
                List.of(), List.of(), List.of(), all.stream().map(Over::alarm).toList(), notices));
    }

    private boolean isSettled(Alarm alarm, long now) {
        return !alarm.event().told() || now - alarm.lastAt() >= recoverAfter.toMillis();
    }

    private List<NewNotice> notices(Subject subject, List<Over> overs, @Nullable Detail detail, long now) {
        List<Alarm> over = overs.stream().map(Over::alarm).toList();
        Set<String> told =
                over.stream().flatMap(alarm -> alarm.senders().stream()).collect(Collectors.toSet());
        List<NewNotice> notices = new ArrayList<>();
        for (Destination to : routes.of(subject.taskKey(), subject.extra(), NoticeEvent.RECOVERED)) {
            if (told.contains(to.sender())) {
                String body = story(subject, over, detail, now).write();
                notices.add(
                        new NewNotice(to.sender(), subject.taskId(), NoticeEvent.RECOVERED, to.urgent(), now, body));
            }
        }
        return notices;
    }

    /** Nobody is mentioned: there is nothing to do. */
    private static Story story(Subject subject, List<Alarm> over, @Nullable Detail detail, long now) {
        return new Story(
                NoticeEvent.RECOVERED,
                subject.taskId(),
                subject.taskKey(),
                subject.description(),
                detail == null ? 0 : detail.executionId(),
                detail == null ? "" : detail.traceId(),
                detail == null ? "" : detail.node(),
                detail == null ? null : detail.fireAt(),
                now,
                over.stream()
                        .filter(alarm -> alarm.event() != NoticeEvent.LATE)
                        .mapToLong(Alarm::count)
                        .sum(),
                over.stream().mapToLong(Alarm::openedAt).min().orElse(now),
                "",
                List.of(),
                over.stream().map(Alarm::event).sorted().toList());
    }
}
