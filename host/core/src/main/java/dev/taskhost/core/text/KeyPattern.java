package dev.taskhost.core.text;

import java.util.regex.Pattern;

/** A pattern of task keys: {@code *} stands for any characters, {@code ?} for one; all others mean themselves. Immutable. */
public final class KeyPattern {
    private final Pattern pattern;

    /** @param written as in the configuration: {@code billing.*} */
    public KeyPattern(String written) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether this key is meant. */
    public boolean matches(String taskKey) {
        return pattern.matcher(taskKey).matches();
    }
}
