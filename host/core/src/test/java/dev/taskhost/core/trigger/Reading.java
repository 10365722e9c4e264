package dev.taskhost.core.trigger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** What a cron spec says by its man page, for {@link Walk}: slow, without bits, and sharing no code with what it checks. */
interface Reading {
    boolean month(int month);

    boolean day(LocalDate date);

    boolean hour(int hour);

    boolean minute(int minute);

    boolean second(int second);

    /** Minute or hour begins with an asterisk. */
    boolean wildcard();

    List<String> MONTHS =
            List.of("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    /** The numbers a list of ranges names; {@code names.get(n)} is the name of n; {@code a/n} runs to {@code high}. */
    static IntPredicate numbers(String field, int low, int high, List<String> names) {
        boolean[] numbers = new boolean[high + 1];
        for (String element : field.split(",", -1)) {
            List<String> halves = new ArrayList<>(List.of(element.split("/", -1)));
            int step = halves.size() > 1 ? Integer.parseInt(halves.get(1)) : 1;
            int from = low;
            int to = high;
            if (!halves.get(0).equals("*")) {
                String[] ends = halves.get(0).split("-", -1);
                from = number(ends[0], names);
                to = ends.length > 1 ? number(ends[1], names) : halves.size() > 1 ? high : from;
            }
            for (int n = from; n != to + 1; n++) {
                if ((n - from) % step == 0) {
                    numbers[n] = true;
                }
            }
        }
        return n -> numbers[n];
    }

    private static int number(String word, List<String> names) {
        int named = names.indexOf(word.toUpperCase(Locale.ROOT));
        return named >= 0 ? named : Integer.parseInt(word);
    }
}
