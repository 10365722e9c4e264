package dev.taskhost.app.scaffold;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name for a new body, checked: it becomes a file, a function and a task key, so it must be plain in all three.
 * Immutable.
 *
 * @param folders the folders in front of it, each as plain; empty for most
 * @param name an ASCII identifier that is not reserved, at most 100 characters
 */
public record BodyName(List<String> folders, String name) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final int LONGEST = 100;

    public BodyName {
        folders = List.copyOf(folders);
    }

    /**
     * Reads what a person typed.
     *
     * @param kind what the body is to be
     * @param typed {@code NAME}, or {@code FOLDER/NAME} for a script
     * @return the name
     * @throws BadNameException says what is wrong with it and which name would do
     */
    public static BodyName of(Kind kind, String typed) {
        List<String> parts = List.of(typed.split("/", -1));
        if (kind == Kind.PLUGIN && parts.size() > 1) {
            throw new BadNameException(
                    "A plugin's name cannot lie in a folder: '" + typed + "'" + meant(kind, parts.getLast()));
        }
        parts.forEach(part -> check(kind, typed, part));
        return new BodyName(parts.subList(0, parts.size() - 1), parts.getLast());
    }

    /** The name in CamelCase, as Java writes a class: {@code clean_orders} gives {@code CleanOrders}. */
    public String camel() {
        return Pattern.compile("_+")
                .splitAsStream(name)
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    private static void check(Kind kind, String typed, String part) {
        if (part.isEmpty()) {
            throw new BadNameException("The name '" + typed + "' has an empty part; write NAME or FOLDER/NAME.");
        }
        if (part.length() > LONGEST) {
            throw new BadNameException(
                    "The name is " + part.length() + " characters long; " + LONGEST + " is the most.");
        }
        if (!PLAIN.matcher(part).matches()) {
            throw new BadNameException("'" + part + "' cannot name a " + kind.noun()
                    + ": a letter from a to z comes first, then letters, digits and _" + meant(kind, part));
        }
        if (kind.reserves(part)) {
            throw new BadNameException("'" + part + "' cannot name a " + kind.noun()
                    + ": the language keeps this word for itself" + meant(kind, part + "_task"));
        }
    }

    /** The nearest name that would do, as the end of a sentence. */
    private static String meant(Kind kind, String wrong) {
        String bare = wrong.endsWith(kind.ending())
                ? wrong.substring(0, wrong.length() - kind.ending().length())
                : wrong;
        String plain = bare.replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("^[^A-Za-z]+|_+$", "");
        boolean fits = PLAIN.matcher(plain).matches() && !kind.reserves(plain) && plain.length() <= LONGEST;
        return fits ? "; did you mean " + plain + "?" : ".";
    }
}
