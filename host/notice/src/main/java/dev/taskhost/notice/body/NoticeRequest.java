package dev.taskhost.notice.body;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.notice.message.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a body wants told. Immutable.
 *
 * @param text not blank; what is longer than {@value #MOST_TEXT} characters is cut, and shows it
 * @param title one line, cut likewise to {@value #MOST_TITLE}; empty: that of the host
 * @param to names of routes or senders; empty: whom the task's notices go to
 * @param urgent whether it is sent in quiet hours too
 */
public record NoticeRequest(String text, String title, List<String> to, boolean urgent) {
    static final int MOST_TEXT = 4_000;
    static final int MOST_TITLE = 120;

    /** Cuts and copies. */
    public NoticeRequest {
        text = Texts.clip(text.strip(), MOST_TEXT);
        title = Texts.clip(Texts.line(title), MOST_TITLE);
        to = List.copyOf(to);
    }

    /**
     * Reads what the modules send that scripts import: one JSON object with {@code text}, and perhaps {@code title}, {@code to} (a
     * text or a list of texts) and {@code urgent}.
     *
     * @throws ServiceException when it is something else; the message is for whoever wrote the body
     */
    static NoticeRequest read(List<String> arguments) throws ServiceException {
        Map<String, @Nullable Object> object = object(arguments);
        String text = text(object, "text");
        if (text.isBlank()) {
            throw wrong("a notice has no text; give what people are to read");
        }
        Object urgent = object.get("urgent");
        if (urgent != null && !(urgent instanceof Boolean)) {
            throw wrong("urgent is " + Json.write(urgent) + "; give true or false");
        }
        return new NoticeRequest(text, text(object, "title"), names(object.get("to")), Boolean.TRUE.equals(urgent));
    }

    private static Map<String, @Nullable Object> object(List<String> arguments) throws ServiceException {
        try {
            if (arguments.size() == 1) {
                return Json.readObject(arguments.getFirst());
            }
        } catch (BadJsonException e) {
            throw new ServiceException(
                    ServiceException.INTERFACE, "what a notice says is one JSON object; it is " + e.getMessage(), e);
        }
        throw wrong("what a notice says is one JSON object, not " + arguments.size() + " texts");
    }

    private static String text(Map<String, @Nullable Object> object, String key) throws ServiceException {
        Object value = object.get(key);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key + " is " + Json.write(value) + "; give a text");
    }

    private static List<String> names(@Nullable Object value) throws ServiceException {
        List<String> names = new ArrayList<>();
        for (Object each : value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
            if (!(each instanceof String name) || name.isBlank()) {
                throw wrong("to is " + Json.write(value) + "; give the name of a route or a sender, or a list of them");
            }
            names.add(name.strip());
        }
        return names.stream().distinct().toList();
    }

    private static ServiceException wrong(String message) {
        return new ServiceException(ServiceException.INTERFACE, message);
    }
}
