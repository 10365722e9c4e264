package dev.taskhost.notice.sender;

import dev.taskhost.notice.message.Markup;
import dev.taskhost.notice.message.Part.Field;
import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Link;
import dev.taskhost.notice.message.Part.Note;
import dev.taskhost.notice.message.Part.Quote;
import dev.taskhost.notice.message.Texts;
import java.util.stream.Collectors;

/** The part of Markdown that DingTalk shows: headings, bold, quotes, lists, links. A line ends where a paragraph does. */
final class DingTalkMarkup implements Markup {
    @Override
    public String title(String text) {
        return "### " + escape(Texts.line(text));
    }

    @Override
    public String field(Field field) {
        return "**" + field.label() + "**: " + escape(Texts.line(field.value()));
    }

    @Override
    public String quote(Quote quote) {
        return quote.text().lines().map(line -> "> " + escape(line.strip())).collect(Collectors.joining("\n>\n"));
    }

    @Override
    public String item(Item item) {
        return "- **" + escape(item.head()) + "** " + escape(Texts.line(item.rest()));
    }

    @Override
    public String link(Link link) {
        return "[" + link.label() + "](" + link.url() + ")";
    }

    @Override
    public String note(Note note) {
        return escape(note.text());
    }

    @Override
    public String between() {
        return "\n\n";
    }

    /** An underscore within a word means nothing in Markdown, so most task keys stay as they are. */
    static String escape(String text) {
        return text.replaceAll("[\\\\`*\\[\\]<>]", "\\\\$0")
                .replaceAll("(?<![\\p{L}\\p{N}_])_|_(?![\\p{L}\\p{N}_])", "\\\\_")
                .replaceAll("^([#+-])(?=\\s)", "\\\\$1");
    }
}
