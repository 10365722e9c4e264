package dev.taskhost.notice.message;

import dev.taskhost.notice.message.Part.Field;
import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Link;
import dev.taskhost.notice.message.Part.Note;
import dev.taskhost.notice.message.Part.Quote;

/** No markup at all: mail, and chats that take plain text. */
public final class PlainText implements Markup {
    @Override
    public String title(String text) {
        return text;
    }

    @Override
    public String field(Field field) {
        return field.label() + ": " + Texts.line(field.value());
    }

    @Override
    public String quote(Quote quote) {
        return quote.text();
    }

    @Override
    public String item(Item item) {
        return "- " + item.head() + (item.rest().isEmpty() ? "" : ": " + Texts.line(item.rest()));
    }

    @Override
    public String link(Link link) {
        return link.url();
    }

    @Override
    public String note(Note note) {
        return note.text();
    }
}
