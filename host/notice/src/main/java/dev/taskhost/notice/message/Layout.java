package dev.taskhost.notice.message;

import dev.taskhost.notice.message.Part.Item;
import dev.taskhost.notice.message.Part.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a message within a provider's limit: errors give way first, then the rest of a list, links and names last. */
public final class Layout {
    private static final int[] ERROR_LENGTHS = {Integer.MAX_VALUE, 600, 300, 120, 40, 0};

    private Layout() {}

    /** The text of a message, title included, of at most {@code mostBytes} bytes of UTF-8. */
    public static String fit(Message message, Markup markup, int mostBytes) {
        for (int length : ERROR_LENGTHS) {
            String text = write(message.title(), shorten(message.parts(), length), markup);
            if (Texts.bytes(text) <= mostBytes) {
                return text;
            }
        }
        List<Part> parts = new ArrayList<>(shorten(message.parts(), 0));
        parts.removeIf(Item.class::isInstance);
        return Texts.clipBytes(write(message.title(), parts, markup), mostBytes);
    }

    private static String write(String title, List<Part> parts, Markup markup) {
        List<String> pieces = new ArrayList<>();
        pieces.add(markup.title(title));
        parts.forEach(part -> pieces.add(markup.write(part)));
        return pieces.stream().filter(piece -> !piece.isEmpty()).collect(Collectors.joining(markup.between()));
    }

    private static List<Part> shorten(List<Part> parts, int most) {
        List<Part> shortened = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Quote quote when most == 0 -> {}
                case Quote quote -> shortened.add(new Quote(Texts.clip(quote.text(), most)));
                case Item item -> shortened.add(new Item(item.head(), most == 0 ? "" : Texts.clip(item.rest(), most)));
                default -> shortened.add(part);
            }
        }
        return shortened;
    }
}
