package dev.taskhost.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the names that a misspelt one may have meant. */
public final class Nearest {
    private Nearest() {}

    /** The name nearest to {@code word}, as {@link #to} finds it; empty when none is near. */
    public static Optional<String> of(String word, Collection<String> names) {
        return to(word, names, 1).stream().findFirst();
    }

    /**
     * The names nearest to {@code word}, nearest first: those within a third of its length in edits, at most {@code
     * limit}. An edit inserts, drops, changes or swaps letters (the optimal string alignment distance); case, {@code _}
     * and {@code -} do not count.
     */
    public static List<String> to(String word, Collection<String> names, int limit) {
        String wanted = plain(word);
        int most = Math.max(1, wanted.length() / 3);
        record Near(String name, int edits) {}
        return names.stream()
                .distinct()
                .filter(name -> Math.abs(plain(name).length() - wanted.length()) <= most)
                .map(name -> new Near(name, edits(wanted, plain(name))))
                .filter(near -> near.edits() <= most)
                .sorted(Comparator.comparingInt(Near::edits).thenComparing(Near::name))
                .limit(limit)
                .map(Near::name)
                .toList();
    }

    /** {@code ; did you mean interval?}; empty when nothing is near. */
    public static String hint(String word, Collection<String> names) {
        return of(word, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int edits(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int cheapest(int[][] table, String a, String b, int i, int j) {
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(table[i - 1][j - 1] + changed, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
