package dev.taskhost.notice.sender;

import dev.taskhost.notice.message.Markup;
import dev.taskhost.notice.message.Part.Field;
import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Link;
import dev.taskhost.notice.message.Part.Note;
import dev.taskhost.notice.message.Part.Quote;
import dev.taskhost.notice.message.Texts;

/**
 * The Markdown of Feishu's cards ({@code lark_md}). What it would read as markup is written as HTML entities, as its document
 * on cards says; {@code <at id=all></at>} in an error would else mention everybody.
 */
final class FeishuMarkup implements Markup {
    /** Of the card's own header. */
    @Override
    public String title(String text) {
        return "";
    }

    @Override
    public String field(Field field) {
        return "**" + field.label() + "**: " + escape(Texts.line(field.value()));
    }

    @Override
    public String quote(Quote quote) {
        return escape(quote.text());
    }

    @Override
    public String item(Item item) {
        return "**" + escape(item.head()) + "** " + escape(Texts.line(item.rest()));
    }

    @Override
    public String link(Link link) {
        return "[" + link.label() + "](" + link.url() + ")";
    }

    @Override
    public String note(Note note) {
        return escape(note.text());
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("<>*_~[]()`#&".indexOf(c) >= 0 && (c != '_' || !isInWord(text, i))) {
                escaped.append("&#").append((int) c).append(';');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isInWord(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
