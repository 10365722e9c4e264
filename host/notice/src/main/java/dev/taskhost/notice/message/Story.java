package dev.taskhost.notice.message;

import dev.taskhost.core.json.Json;
import dev.taskhost.core.notice.NoticeEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one notice says; kept as JSON while it waits. Times are epoch milliseconds. Immutable.
 *
 * @param executionId 0 when it is about none
 * @param traceId empty when not known; so are {@code host} and {@code error}
 * @param fireAt null when it is about none
 * @param at when it happened
 * @param count how often it happened since {@code since}
 * @param since when it happened first
 * @param error its head; what is given is cut
 * @param mentions who is mentioned
 * @param were of a recovery: what is over
 * @param title of a message: its own, on one line; empty for none
 * @param text of a message: what it says; else empty
 */
public record Story(
        NoticeEvent event,
        int taskId,
        String taskKey,
        String description,
        long executionId,
        String traceId,
        String host,
        @Nullable Long fireAt,
        long at,
        long count,
        long since,
        String error,
        List<String> mentions,
        List<NoticeEvent> were,
        String title,
        String text) {
    private static final int MOST_DESCRIPTION = 255;

    public Story {
        description = Texts.clip(Texts.line(description), MOST_DESCRIPTION);
        error = ErrorHead.of(error);
        mentions = List.copyOf(mentions);
        were = List.copyOf(were);
    }

    /** What happened to a task. */
    public Story(
            NoticeEvent event,
            int taskId,
            String taskKey,
            String description,
            long executionId,
            String traceId,
            String host,
            @Nullable Long fireAt,
            long at,
            long count,
            long since,
            String error,
            List<String> mentions,
            List<NoticeEvent> were) {
        this(
                event,
                taskId,
                taskKey,
                description,
                executionId,
                traceId,
                host,
                fireAt,
                at,
                count,
                since,
                error,
                mentions,
                were,
                "",
                "");
    }

    /** As JSON. */
    public String write() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("event", event.word());
        object.put("task_id", taskId);
        object.put("task_key", taskKey);
        object.put("description", description);
        object.put("execution_id", executionId);
        object.put("trace_id", traceId);
        object.put("host", host);
        object.put("fire_at", fireAt);
        object.put("at", at);
        object.put("count", count);
        object.put("since", since);
        object.put("error", error);
        object.put("mentions", mentions);
        object.put("were", were.stream().map(NoticeEvent::word).toList());
        object.put("title", title);
        object.put("text", text);
        return Json.write(object);
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws dev.taskhost.core.json.BadJsonException when it is no JSON object
     */
    public static Story read(String json) {
        Map<String, @Nullable Object> object = Json.readObject(json);
        return new Story(
                NoticeEvent.of(text(object, "event")).orElse(NoticeEvent.FAILED),
                (int) number(object, "task_id"),
                text(object, "task_key"),
                text(object, "description"),
                number(object, "execution_id"),
                text(object, "trace_id"),
                text(object, "host"),
                object.get("fire_at") instanceof Long fireAt ? fireAt : null,
                number(object, "at"),
                number(object, "count"),
                number(object, "since"),
                text(object, "error"),
                texts(object, "mentions"),
                texts(object, "were").stream()
                        .flatMap(word -> NoticeEvent.of(word).stream())
                        .toList(),
                text(object, "title"),
                text(object, "text"));
    }

    private static String text(Map<String, @Nullable Object> object, String key) {
        return object.get(key) instanceof String text ? text : "";
    }

    private static long number(Map<String, @Nullable Object> object, String key) {
        return object.get(key) instanceof Long number ? number : 0;
    }

    private static List<String> texts(Map<String, @Nullable Object> object, String key) {
        return object.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
