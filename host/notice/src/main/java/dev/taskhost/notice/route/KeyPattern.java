package dev.taskhost.notice.route;

import java.util.regex.Pattern;

/** A pattern of task keys: {@code *} stands for any characters, {@code ?} for one; all others mean themselves. Immutable. */
final class KeyPattern {
    private final Pattern pattern;

    KeyPattern(String written) {
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

    boolean matches(String taskKey) {
        return pattern.matcher(taskKey).matches();
    }
}
