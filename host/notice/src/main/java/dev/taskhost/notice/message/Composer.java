package dev.taskhost.notice.message;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.notice.message.Part.Field;
import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Link;
import dev.taskhost.notice.message.Part.Note;
import dev.taskhost.notice.message.Part.Quote;
import dev.taskhost.notice.message.Wording.Label;
import dev.taskhost.notice.settings.LinkTemplate;
import dev.taskhost.notice.settings.NoticeSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes messages: one task's notice in full, many as a digest of counts and the first few. Thread-safe. */
public final class Composer {
    /** So many of a digest's notices are shown. */
    public static final int SHOWN = 10;

    /** Longest text of one notice in a digest. */
    private static final int ITEM = 160;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Wording words;
    private final ZoneId zone;
    private final LinkTemplate link;

    /** Takes the language, the zone times are told in, and the link's template. */
    public Composer(NoticeSettings settings) {
        this.words = Wording.of(settings.language());
        this.zone = settings.zone();
        this.link = settings.link();
    }

    /**
     * Writes a message.
     *
     * @param id its id
     * @param stories the first of them, {@link #SHOWN} at most, one at least
     * @param counts how many there are of each event, those that are not shown included
     */
    public Message compose(String id, List<Story> stories, Map<NoticeEvent, Integer> counts) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        return total == 1 ? single(id, stories.getFirst()) : digest(id, stories, counts, total);
    }

    /** Writes the message of {@code taskhost notice test}. */
    public Message test(String id, String sender, String host, Instant now, List<String> mentions) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("type", "test");
        data.put("sender", sender);
        data.put("host", host);
        data.put("at", now.toString());
        Note works = new Note(words.testNote(sender, host));
        return new Message(id, Tone.NEUTRAL, words.testTitle(), List.of(works), mentions, data);
    }

    private Message single(String id, Story story) {
        List<Part> parts = new ArrayList<>();
        if (!story.text().isEmpty()) {
            parts.add(new Quote(story.text()));
        }
        add(parts, Label.TASK, story.taskKey());
        add(parts, Label.DESCRIPTION, story.description());
        if (!story.were().isEmpty()) {
            add(parts, Label.AFTER, words.after(story.were()));
        }
        if (story.fireAt() != null) {
            add(parts, Label.FIRE_TIME, at(story.fireAt()));
        }
        if (story.count() > 1) {
            add(parts, Label.TIMES, words.times(story.count(), at(story.since())));
        }
        add(parts, Label.HOST, story.host());
        add(parts, Label.EXECUTION, story.executionId() == 0 ? "" : Long.toString(story.executionId()));
        add(parts, Label.TRACE, story.traceId());
        if (!story.error().isEmpty()) {
            parts.add(new Quote(story.error()));
        }
        linkOf(story).ifPresent(url -> parts.add(new Link(words.label(Label.LINK), url)));
        return new Message(
                id,
                tone(Set.of(story.event())),
                story.title().isEmpty() ? words.title(story.taskKey(), story.event()) : story.title(),
                parts,
                story.mentions(),
                data(id, List.of(story), Map.of(story.event(), 1), 1));
    }

    private Message digest(String id, List<Story> stories, Map<NoticeEvent, Integer> counts, int total) {
        List<Part> parts = new ArrayList<>();
        Set<String> mentions = new LinkedHashSet<>();
        for (Story story : stories) {
            parts.add(new Item(story.taskKey(), onOneLine(story)));
            mentions.addAll(story.mentions());
        }
        if (total > stories.size()) {
            parts.add(new Note(words.more(total - stories.size())));
        }
        return new Message(
                id,
                tone(counts.keySet()),
                words.digestTitle(total, counts),
                parts,
                List.copyOf(mentions),
                data(id, stories, counts, total));
    }

    private String onOneLine(Story story) {
        if (story.event() == NoticeEvent.MESSAGE) {
            return Texts.clip(Texts.line(story.title().isEmpty() ? story.text() : story.title()), ITEM);
        }
        String error = story.error().lines().findFirst().orElse("");
        return words.event(story.event())
                + (story.count() > 1 ? " ×" + story.count() : "")
                + (error.isEmpty() ? "" : ", " + Texts.clip(error, ITEM));
    }

    /** What bodies want told is neither good nor bad by itself. */
    private static Tone tone(Set<NoticeEvent> events) {
        Set<NoticeEvent> rest = EnumSet.copyOf(events);
        rest.remove(NoticeEvent.MESSAGE);
        if (rest.isEmpty()) {
            return Tone.NEUTRAL;
        }
        return rest.equals(Set.of(NoticeEvent.RECOVERED)) ? Tone.GOOD : Tone.TROUBLE;
    }

    private void add(List<Part> parts, Label label, String value) {
        if (!value.isEmpty()) {
            parts.add(new Field(words.label(label), value));
        }
    }

    private Optional<String> linkOf(Story story) {
        return link.fill(Map.of(
                "task_key", story.taskKey(),
                "task_id", Integer.toString(story.taskId()),
                "execution_id", story.executionId() == 0 ? "" : Long.toString(story.executionId()),
                "trace_id", story.traceId(),
                "event", story.event().word(),
                "host", story.host()));
    }

    private Map<String, @Nullable Object> data(
            String id, List<Story> stories, Map<NoticeEvent, Integer> counts, int total) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("type", "notice");
        data.put("id", id);
        data.put("total", total);
        Map<String, @Nullable Object> byEvent = new LinkedHashMap<>();
        counts.forEach((event, count) -> byEvent.put(event.word(), count));
        data.put("counts", byEvent);
        data.put("notices", stories.stream().map(this::object).toList());
        return data;
    }

    private Map<String, @Nullable Object> object(Story story) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("event", story.event().word());
        object.put("task_id", story.taskId());
        object.put("task_key", story.taskKey());
        object.put("description", story.description());
        object.put("execution_id", story.executionId() == 0 ? null : story.executionId());
        object.put("trace_id", story.traceId());
        object.put("host", story.host());
        object.put("fire_at", story.fireAt() == null ? null : iso(story.fireAt()));
        object.put("at", iso(story.at()));
        object.put("count", story.count());
        object.put("since", iso(story.since()));
        object.put("error", story.error());
        object.put("after", story.were().stream().map(NoticeEvent::word).toList());
        object.put("link", linkOf(story).orElse(null));
        if (story.event() == NoticeEvent.MESSAGE) {
            object.put("title", story.title());
            object.put("text", story.text());
        }
        return object;
    }

    private static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private String at(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone)) + " " + zone.getId();
    }
}
