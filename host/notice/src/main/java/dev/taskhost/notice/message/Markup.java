package dev.taskhost.notice.message;

import dev.taskhost.notice.message.Part.Field;
import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Link;
import dev.taskhost.notice.message.Part.Note;
import dev.taskhost.notice.message.Part.Quote;

/** A provider's way to write. What comes from tasks is escaped here, so that it cannot mention people or forge links. */
public interface Markup {
    /** The title; an empty text when it goes elsewhere. */
    String title(String text);

    /** A name and its value. */
    String field(Field field);

    /** An error, on several lines. */
    String quote(Quote quote);

    /** One of several things. */
    String item(Item item);

    /** A link. */
    String link(Link link);

    /** A sentence. */
    String note(Note note);

    /** What stands between two pieces. */
    default String between() {
        return "\n";
    }

    /** Writes one piece. */
    default String write(Part part) {
        return switch (part) {
            case Field field -> field(field);
            case Quote quote -> quote(quote);
            case Item item -> item(item);
            case Link link -> link(link);
            case Note note -> note(note);
        };
    }
}
