package dev.taskhost.notice.sender;

import dev.taskhost.notice.message.Markup;
import dev.taskhost.notice.message.Part.Field;
import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Link;
import dev.taskhost.notice.message.Part.Note;
import dev.taskhost.notice.message.Part.Quote;
import dev.taskhost.notice.message.Texts;

/**
 * Slack's mrkdwn. By its document ("Formatting text for app surfaces", docs.slack.dev) only {@code &}, {@code <} and {@code >}
 * have to be escaped; {@code <!channel>} would else mention everybody.
 */
final class SlackMarkup implements Markup {
    @Override
    public String title(String text) {
        return "*" + escape(Texts.line(text)) + "*";
    }

    @Override
    public String field(Field field) {
        return "*" + field.label() + "*: " + escape(Texts.line(field.value()));
    }

    @Override
    public String quote(Quote quote) {
        return "```" + escape(quote.text().replace("```", "'''")) + "```";
    }

    @Override
    public String item(Item item) {
        return "• *" + escape(item.head()) + "* " + escape(Texts.line(item.rest()));
    }

    @Override
    public String link(Link link) {
        return "<" + escape(link.url()).replace("|", "%7C") + "|" + link.label() + ">";
    }

    @Override
    public String note(Note note) {
        return escape(note.text());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
