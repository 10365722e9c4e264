package dev.taskhost.notice.desk;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Alarms.Alarm;
import dev.taskhost.core.notice.Alarms.Decision;
import dev.taskhost.core.notice.Alarms.Detail;
import dev.taskhost.core.notice.Alarms.Subject;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.notice.Outbox.NewNotice;
import dev.taskhost.notice.message.Story;
import dev.taskhost.notice.route.Destination;
import dev.taskhost.notice.route.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is told. An event of a task is told once; when it happens again it is counted, and told again after {@code
 * repeat}, until the task has recovered. Not thread-safe.
 */
final class Judge {
    private final Alarms alarms;
    private final Routes routes;
    private final Duration repeat;

    Judge(Alarms alarms, Routes routes, Duration repeat) {
        this.alarms = alarms;
        this.routes = routes;
        this.repeat = repeat;
    }

    /**
     * Decides about what happened.
     *
     * @param taken occurrences that this settles
     */
    Decision judge(Collection<Happening> happenings, List<Long> taken, long now) {
        Map<AlarmKey, Alarm> open = open(happenings);
        List<Happening> toTell = happenings.stream()
                .filter(each -> isToTell(each, open.get(each.key()), now))
                .toList();
        Map<Integer, Subject> subjects = alarms.subjects(
                happenings.stream().map(each -> each.key().taskId()).distinct().toList());
        Map<Long, Detail> details = alarms.details(toTell.stream()
                .map(Happening::executionId)
                .filter(id -> id > 0)
                .distinct()
                .toList());
        Drafts drafts = new Drafts(taken, now);
        for (Happening each : happenings) {
            Alarm alarm = open.get(each.key());
            Subject subject = subjects.get(each.key().taskId());
            if (subject == null) {
                continue; // its row is gone: nobody is to look after it any more
            }
            if (isToTell(each, alarm, now)) {
                drafts.tell(each, alarm, subject, details.get(each.executionId()));
            } else if (each.key().event() != NoticeEvent.LATE || alarm == null) {
                drafts.count(each, alarm, subject);
            }
        }
        return drafts.decision();
    }

    private Map<AlarmKey, Alarm> open(Collection<Happening> happenings) {
        return alarms
                .open(happenings.stream()
                        .map(each -> each.key().taskId())
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(alarm -> new AlarmKey(alarm.taskId(), alarm.event()), alarm -> alarm));
    }

    private boolean isToTell(Happening happening, @Nullable Alarm alarm, long now) {
        if (alarm == null || !happening.key().event().told()) {
            return happening.key().event().told();
        }
        Long toldAt = alarm.toldAt();
        // One that nobody was told of is asked for again: the row may name somebody by now.
        return toldAt == null || alarm.senders().isEmpty() || now - toldAt >= repeat.toMillis();
    }

    /** What becomes of one batch. */
    private final class Drafts {
        private final List<Long> taken;
        private final long now;
        private final List<Alarm> opened = new ArrayList<>();
        private final List<Alarm> changed = new ArrayList<>();
        private final List<NewNotice> notices = new ArrayList<>();

        Drafts(List<Long> taken, long now) {
            this.taken = taken;
            this.now = now;
        }

        Decision decision() {
            return new Decision(taken, opened, changed, List.of(), notices);
        }

        void count(Happening happening, @Nullable Alarm alarm, Subject subject) {
            Long toldAt = alarm == null ? null : alarm.toldAt();
            long toldCount = alarm == null ? 0 : alarm.toldCount();
            put(happening, alarm, subject, toldAt, toldCount, alarm == null ? List.of() : alarm.senders());
        }

        void tell(Happening happening, @Nullable Alarm alarm, Subject subject, @Nullable Detail detail) {
            NoticeEvent event = happening.key().event();
            List<Destination> destinations = routes.of(subject.taskKey(), subject.extra(), event);
            long count = happening.count() + (alarm == null ? 0 : alarm.count());
            List<String> senders =
                    destinations.stream().map(Destination::sender).toList();
            put(happening, alarm, subject, now, count, senders);
            for (Destination to : destinations) {
                Story story = story(happening, alarm, subject, detail, count, to.at());
                notices.add(new NewNotice(to.sender(), subject.taskId(), event, to.urgent(), now, story.write()));
            }
        }

        private void put(
                Happening happening,
                @Nullable Alarm alarm,
                Subject subject,
                @Nullable Long toldAt,
                long toldCount,
                List<String> senders) {
            Alarm next = new Alarm(
                    happening.key().taskId(),
                    happening.key().event(),
                    subject.taskKey(),
                    alarm == null ? happening.firstAt() : alarm.openedAt(),
                    happening.lastAt(),
                    happening.count() + (alarm == null ? 0 : alarm.count()),
                    happening.executionId(),
                    toldAt,
                    toldCount,
                    senders);
            (alarm == null ? opened : changed).add(next);
        }
    }

    private static Story story(
            Happening happening,
            @Nullable Alarm alarm,
            Subject subject,
            @Nullable Detail detail,
            long count,
            List<String> mentions) {
        boolean late = happening.key().event() == NoticeEvent.LATE;
        return new Story(
                happening.key().event(),
                subject.taskId(),
                subject.taskKey(),
                subject.description(),
                late || detail == null ? 0 : detail.executionId(),
                late || detail == null ? "" : detail.traceId(),
                late || detail == null ? "" : detail.node(),
                late ? Long.valueOf(happening.firstAt()) : detail == null ? null : detail.fireAt(),
                happening.lastAt(),
                late ? 1 : count,
                alarm == null ? happening.firstAt() : alarm.openedAt(),
                late || detail == null ? "" : error(detail.extra()),
                mentions,
                List.of());
    }

    /** What the execution's row says; a body may have written something else there. */
    private static String error(String extra) {
        try {
            Map<String, @Nullable Object> object = extra.isBlank() ? new HashMap<>() : Json.readObject(extra);
            return Objects.toString(object.get("err"), "");
        } catch (BadJsonException e) {
            return "";
        }
    }
}
