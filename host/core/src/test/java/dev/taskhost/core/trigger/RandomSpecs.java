package dev.taskhost.core.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/** Valid cron specs of every form that a dialect has. */
final class RandomSpecs {
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<String> FROM_MONDAY = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final Random random;

    RandomSpecs(Random random) {
        this.random = random;
    }

    /** crontab(5), five fields. */
    String standard() {
        return String.join(
                " ",
                list(() -> element(0, 59, List.of(), false)),
                list(() -> element(0, 23, List.of(), false)),
                list(() -> element(1, 31, List.of(), false)),
                list(() -> element(1, 12, Reading.MONTHS, false)),
                list(() -> element(0, 7, WEEKDAYS, false)));
    }

    /** The same with seconds first. */
    String withSeconds() {
        return list(() -> element(0, 59, List.of(), false)) + " " + standard();
    }

    /** APScheduler's {@code from_crontab}. */
    String apscheduler() {
        return String.join(
                " ",
                list(() -> element(0, 59, List.of(), true)),
                list(() -> element(0, 23, List.of(), true)),
                list(() -> chance(10) ? "last" : element(1, 31, List.of(), true)),
                list(() -> chance(20) ? names(1, 12, Reading.MONTHS) : element(1, 12, List.of(), true)),
                list(() -> chance(30) ? names(0, 6, FROM_MONDAY) : element(0, 6, List.of(), true)));
    }

    /** Quartz, six or seven fields. */
    String quartz() {
        boolean byDay = chance(50);
        return String.join(
                " ",
                list(() -> round(0, 59, List.of())),
                list(() -> round(0, 59, List.of())),
                list(() -> round(0, 23, List.of())),
                byDay ? list(this::quartzDay) : "?",
                list(() -> round(1, 12, Reading.MONTHS)),
                byDay ? "?" : list(this::quartzWeekday) + (chance(30) ? " " + between(2000, 2060) + "-2070" : ""));
    }

    private String quartzDay() {
        return switch (random.nextInt(8)) {
            case 0 -> "L";
            case 1 -> "LW";
            case 2 -> "L-" + between(1, 30);
            case 3 -> "L-" + between(1, 30) + "W";
            case 4, 5 -> between(1, 31) + "W";
            default -> round(1, 31, List.of());
        };
    }

    private String quartzWeekday() {
        String weekday =
                chance(50) ? "" + between(1, 7) : WEEKDAYS.get(between(0, 6)).toUpperCase(Locale.ROOT);
        return switch (random.nextInt(6)) {
            case 0 -> "L";
            case 1 -> weekday + "L";
            case 2, 3 -> weekday + "#" + between(1, 5);
            default -> round(1, 7, List.of());
        };
    }

    /** Ranges may run backwards and go round; a step may follow anything. */
    private String round(int low, int high, List<String> names) {
        int from = between(low, high);
        String span = from + "-" + between(low, high);
        String step = "/" + between(1, high - low);
        return switch (random.nextInt(6)) {
            case 0 -> "*" + step;
            case 1 -> from + step;
            case 2 -> span;
            case 3 -> span + step;
            case 4 -> step;
            default -> names.isEmpty() ? "" + from : names.get(from);
        };
    }

    private String list(Supplier<String> element) {
        if (chance(30)) {
            return "*";
        }
        List<String> elements = new ArrayList<>(List.of(element.get()));
        while (chance(25)) {
            elements.add(element.get());
        }
        return String.join(",", elements);
    }

    /** {@code original}: a single value may have a step, and no step exceeds its range. */
    private String element(int low, int high, List<String> names, boolean original) {
        int from = between(low, high);
        int to = between(from, high);
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> "*/" + between(1, high - low);
            case 2 -> word(from, names) + "-" + word(to, names);
            case 3 -> to == from ? "" + from : word(from, names) + "-" + word(to, names) + "/" + between(1, to - from);
            case 4 -> original && from < high ? from + "/" + between(1, high - from) : word(from, names);
            default -> word(from, names);
        };
    }

    private String names(int low, int high, List<String> names) {
        int from = between(low, high);
        return chance(50) ? names.get(from) : names.get(from) + "-" + names.get(between(from, high));
    }

    private String word(int value, List<String> names) {
        if (value >= names.size() || names.get(value).isEmpty() || chance(50)) {
            return "" + value;
        }
        return chance(50) ? names.get(value).toUpperCase(Locale.ROOT) : names.get(value);
    }

    private int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
