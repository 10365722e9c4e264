package dev.taskhost.notice.route;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.notice.NoticeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a row's {@code extra} says about notices: {@code alert} is {@code "off"}, a name, a list of names, or {@code {"to":
 * names, "at": who, "events": words}}; {@code delay} is how late a fire time may be served, in seconds. Immutable.
 *
 * @param off whether nobody is told anything
 * @param to names of routes or senders; empty: by the routes' patterns
 * @param at who is mentioned besides
 * @param events only these; empty: all
 * @param delay null when it does not say
 * @param problems what is wrong with it, in sentences; what is wrong counts as not written
 */
record Alert(
        boolean off,
        List<String> to,
        List<String> at,
        Set<NoticeEvent> events,
        @Nullable Duration delay,
        List<String> problems) {
    private static final String SHAPES =
            "write \"off\", the name of a route or sender, a list of them, or {\"to\": [...], \"at\": [...], \"events\": [...]}";

    private static final double MOST_SECONDS = 1e9;

    /** Reads {@code extra}; one that is no JSON object says nothing, as the engine rejects the row for it. */
    static Alert read(String extra) {
        List<String> problems = new ArrayList<>();
        Map<String, @Nullable Object> object = object(extra);
        Duration delay = delay(object.get("delay"));
        Object alert = object.get("alert");
        return switch (alert) {
            case null -> new Alert(false, List.of(), List.of(), Set.of(), delay, problems);
            case Boolean on -> new Alert(!on, List.of(), List.of(), Set.of(), delay, problems);
            case String word
            when word.strip().equals("off") -> new Alert(true, List.of(), List.of(), Set.of(), delay, problems);
            case Map<?, ?> map -> ofMap(map, delay, problems);
            default -> new Alert(false, texts("extra.alert", alert, problems), List.of(), Set.of(), delay, problems);
        };
    }

    private static Alert ofMap(Map<?, ?> map, @Nullable Duration delay, List<String> problems) {
        for (Object key : map.keySet()) {
            if (!Set.of("to", "at", "events").contains(String.valueOf(key))) {
                problems.add("extra.alert." + key + " is not known; " + SHAPES);
            }
        }
        Set<NoticeEvent> events = EnumSet.noneOf(NoticeEvent.class);
        for (String word : texts("extra.alert.events", map.get("events"), problems)) {
            Optional<NoticeEvent> event = NoticeEvent.of(word).filter(NoticeEvent::told);
            event.ifPresentOrElse(
                    events::add,
                    () -> problems.add("extra.alert.events has " + Json.write(word) + "; there are "
                            + String.join(", ", NoticeEvent.words())));
        }
        return new Alert(
                false,
                texts("extra.alert.to", map.get("to"), problems),
                texts("extra.alert.at", map.get("at"), problems),
                events,
                delay,
                problems);
    }

    private static List<String> texts(String where, @Nullable Object value, List<String> problems) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text && !text.isBlank()) {
            return List.of(text.strip());
        }
        if (value instanceof List<?> list
                && list.stream().allMatch(each -> each instanceof String text && !text.isBlank())) {
            return list.stream().map(each -> ((String) each).strip()).distinct().toList();
        }
        problems.add(where + " is " + Json.write(value) + "; " + SHAPES);
        return List.of();
    }

    /** As the original reads it: what is no number above 0 counts as not written. */
    private static @Nullable Duration delay(@Nullable Object value) {
        if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() < MOST_SECONDS) {
            return Duration.ofMillis(Math.round(number.doubleValue() * 1_000));
        }
        return null;
    }

    private static Map<String, @Nullable Object> object(String extra) {
        try {
            return extra.isBlank() ? Map.of() : Json.readObject(extra);
        } catch (BadJsonException e) {
            return Map.of(); // told on the row itself
        }
    }
}
