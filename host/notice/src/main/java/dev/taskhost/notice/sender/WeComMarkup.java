package dev.taskhost.notice.sender;

import dev.taskhost.notice.message.Markup;
import dev.taskhost.notice.message.Part.Field;
import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Link;
import dev.taskhost.notice.message.Part.Note;
import dev.taskhost.notice.message.Part.Quote;
import dev.taskhost.notice.message.Texts;
import dev.taskhost.notice.message.Tone;
import java.util.stream.Collectors;

/**
 * The part of Markdown that WeCom shows: headings, bold, quotes, links, three colours. It knows no escapes.
 *
 * @param tone gives the title its colour
 */
record WeComMarkup(Tone tone) implements Markup {
    @Override
    public String title(String text) {
        String title = harmless(Texts.line(text));
        return switch (tone) {
            case TROUBLE -> "### <font color=\"warning\">" + title + "</font>";
            case GOOD -> "### <font color=\"info\">" + title + "</font>";
            case NEUTRAL -> "### " + title;
        };
    }

    @Override
    public String field(Field field) {
        return "**" + field.label() + "**: " + harmless(Texts.line(field.value()));
    }

    @Override
    public String quote(Quote quote) {
        return quote.text().lines().map(line -> "> " + harmless(line)).collect(Collectors.joining("\n"));
    }

    @Override
    public String item(Item item) {
        return "**" + harmless(item.head()) + "** " + harmless(Texts.line(item.rest()));
    }

    @Override
    public String link(Link link) {
        return "[" + link.label() + "](" + link.url() + ")";
    }

    @Override
    public String note(Note note) {
        return harmless(note.text());
    }

    /** {@code <@userid>} would mention somebody. */
    private static String harmless(String text) {
        return text.replace("<@", "< @");
    }
}
