package dev.taskhost.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as text of a statement. Whole numbers, NULL and texts that consist of letters, digits and a few signs without
 * any meaning in SQL are written out; everything else stays a parameter.
 */
public final class Literals {
    /** The text {@code {}}, which most executions bear. */
    public static final Raw EMPTY_OBJECT = new Raw("'{}'");

    private static final int LONGEST = 256;

    /** Of names of hosts, and of what fire times depend on; neither a quote nor an escape nor a mark of the driver. */
    private static final String SIGNS = "_-.:|/*, ";

    private final StringBuilder text;
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /** An expression of ours that stands in the statement as it is. */
    public record Raw(String sql) {}

    private Literals(int capacity) {
        this.text = new StringBuilder(capacity);
    }

    /** {@code 1,2,3}. */
    static Literals list(Collection<?> values) {
        Literals all = new Literals(values.size() * 8);
        for (Object value : values) {
            all.separate();
            all.add(value);
        }
        return all;
    }

    /** {@code (1,'a'),(2,'b')}. */
    static Literals rows(List<@Nullable Object[]> rows) {
        Literals all = new Literals(rows.size() * 64);
        for (@Nullable Object[] row : rows) {
            all.separate();
            all.text.append('(');
            for (int i = 0; i < row.length; i++) {
                if (i > 0) {
                    all.text.append(',');
                }
                all.add(row[i]);
            }
            all.text.append(')');
        }
        return all;
    }

    String text() {
        return text.toString();
    }

    /** What the question marks in the text stand for, in order. */
    List<@Nullable Object> parameters() {
        return parameters;
    }

    private void separate() {
        if (!text.isEmpty()) {
            text.append(',');
        }
    }

    private void add(@Nullable Object value) {
        switch (value) {
            case null -> text.append("NULL");
            case Integer number -> text.append(number.intValue());
            case Long number -> text.append(number.longValue());
            case Raw raw -> text.append(raw.sql());
            case String plain
            when isPlain(plain) -> text.append('\'').append(plain).append('\'');
            default -> {
                text.append('?');
                parameters.add(value);
            }
        }
    }

    private static boolean isPlain(String value) {
        if (value.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!plain && SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
