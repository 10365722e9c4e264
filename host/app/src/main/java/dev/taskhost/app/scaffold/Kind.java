package dev.taskhost.app.scaffold;

import java.util.Locale;

/** What a task's body is written in, and which words its language keeps for itself. */
public enum Kind {
    /** A Python file in the scripts folder. */
    PY(
            "Python function",
            "False None True and as assert async await break class continue def del elif else except finally"
                    + " for from global if import in is lambda nonlocal not or pass raise return try"
                    + " while with yield"),
    /** A JavaScript module in the scripts folder. */
    JS(
            "JavaScript function",
            "arguments await break case catch class const continue debugger default delete do else enum eval"
                    + " export extends false finally for function if implements import in instanceof"
                    + " interface let new null package private protected public return static super"
                    + " switch this throw true try typeof undefined var void while with yield"),
    /** A Maven project in the plugins folder; its name is a Java package, so {@code java} cannot be one. */
    PLUGIN(
            "Java package",
            "_ abstract assert boolean break byte case catch char class const continue default do double else"
                    + " enum extends false final finally float for goto if implements import"
                    + " instanceof int interface java long native new null package private protected"
                    + " public return short static strictfp super switch synchronized this throw"
                    + " throws transient true try void volatile while");

    private final String noun;
    private final String reserved;

    Kind(String noun, String reserved) {
        this.noun = noun;
        this.reserved = " " + reserved + " ";
    }

    /** As typed: {@code py}, {@code js} or {@code plugin}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the name becomes, for messages. */
    String noun() {
        return noun;
    }

    /** Whether the language keeps the word for itself; a Java package is the name in lower case. */
    boolean reserves(String name) {
        return reserved.contains(" " + (this == PLUGIN ? name.toLowerCase(Locale.ROOT) : name) + " ");
    }

    /** The ending of the body's file, which people type by mistake. */
    String ending() {
        return switch (this) {
            case PY -> ".py";
            case JS -> ".mjs";
            case PLUGIN -> ".jar";
        };
    }
}
