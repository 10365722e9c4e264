package dev.taskhost.core.trigger;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A cron spec in words, from the sets it was read into, so that the words say what runs and not what was typed: {@code 0
 * 9-17/2 * * 1-5} is "at minute 0, in hours 9-17 by 2, on Monday-Friday". Stateless.
 */
final class CronWords {
    private static final int MAX_TIMES = 4;
    private static final int MIN_SPAN = 3;

    private final CronFields fields;
    private final boolean chinese;

    private CronWords(CronFields fields, boolean chinese) {
        this.fields = fields;
        this.chinese = chinese;
    }

    /** Describes a spec in Chinese or in English, without its zone. */
    static String describe(CronFields fields, boolean chinese) {
        CronWords words = new CronWords(fields, chinese);
        List<String> parts = new ArrayList<>();
        if (chinese) {
            words.days(parts);
            words.times(parts);
        } else {
            words.times(parts);
            words.days(parts);
        }
        return String.join(chinese ? "," : ", ", parts);
    }

    private void times(List<String> parts) {
        int times = Long.bitCount(fields.seconds()) * Long.bitCount(fields.minutes()) * Long.bitCount(fields.hours());
        if (times <= MAX_TIMES) {
            parts.add((chinese ? "" : "at ") + String.join(chinese ? "、" : ", ", clock()));
            return;
        }
        List<String> small = new ArrayList<>();
        if (fields.seconds() != 1) {
            small.add(unit(fields.seconds(), 60, "second", "秒"));
        }
        if (small.isEmpty() || fields.minutes() != all(60)) {
            small.add(unit(fields.minutes(), 60, "minute", "分"));
        }
        if (fields.hours() != all(24)) {
            String hours = set(fields.hours(), Integer::toString);
            small.add(
                    chinese ? hours + " 时" : "in " + (Long.bitCount(fields.hours()) == 1 ? "hour " : "hours ") + hours);
        } else if (!everyMinutes()) {
            small.add(chinese ? "每小时" : "of every hour");
        }
        parts.addAll(chinese ? small.reversed() : small);
    }

    /** Whether the minutes recur evenly, so that "of every hour" adds nothing. */
    private boolean everyMinutes() {
        return step(fields.minutes(), 60) != 0;
    }

    private List<String> clock() {
        List<String> times = new ArrayList<>();
        bits(fields.hours())
                .forEach(hour -> bits(fields.minutes())
                        .forEach(minute -> bits(fields.seconds())
                                .forEach(second -> times.add(
                                        fields.seconds() == 1
                                                ? String.format(Locale.ROOT, "%02d:%02d", hour, minute)
                                                : String.format(
                                                        Locale.ROOT, "%02d:%02d:%02d", hour, minute, second)))));
        return times;
    }

    private String unit(long set, int size, String english, String hanzi) {
        int step = step(set, size);
        if (step == 1) {
            return chinese ? "每" + hanzi + (hanzi.equals("分") ? "钟" : "") : "every " + english;
        }
        if (step != 0) {
            return chinese
                    ? "每 " + step + " " + hanzi + (hanzi.equals("分") ? "钟" : "")
                    : "every " + step + " " + english + "s";
        }
        String values = set(set, Integer::toString);
        return chinese
                ? "第 " + values + " " + hanzi
                : "at " + english + (Long.bitCount(set) == 1 ? " " : "s ") + values;
    }

    private void days(List<String> parts) {
        if (fields.months() != all(12) << 1) {
            String months = set(fields.months(), this::month);
            parts.add(chinese ? months : "in " + months);
        }
        boolean anyDay = (fields.daysOfMonth() & CronFields.ALL_DAYS_OF_MONTH) == CronFields.ALL_DAYS_OF_MONTH;
        boolean anyWeekday = fields.weekdays() == CronFields.ALL_WEEKDAYS;
        if (fields.eitherDay() ? anyDay || anyWeekday : anyDay && anyWeekday) {
            parts.add(chinese ? "每天" : "every day");
        } else if (anyDay) {
            parts.add(chinese ? weekdays() : "on " + weekdays());
        } else if (anyWeekday) {
            parts.add(chinese ? daysOfMonth() : "on " + daysOfMonth());
        } else if (fields.eitherDay()) {
            parts.add(chinese ? daysOfMonth() + "或" + weekdays() : "on " + daysOfMonth() + " or on " + weekdays());
        } else {
            parts.add(chinese ? daysOfMonth() + "且为" + weekdays() : "on " + daysOfMonth() + " if it is " + weekdays());
        }
    }

    private String daysOfMonth() {
        long days = fields.daysOfMonth() & CronFields.ALL_DAYS_OF_MONTH;
        List<String> parts = new ArrayList<>();
        if (days != 0) {
            String values = set(days, Integer::toString);
            parts.add(chinese ? "每月 " + values + " 日" : "day " + values + " of the month");
        }
        if ((fields.daysOfMonth() & CronFields.LAST_DAY) != 0) {
            parts.add(chinese ? "每月最后一天" : "the last day of the month");
        }
        return String.join(chinese ? "、" : " and ", parts);
    }

    private String weekdays() {
        // a week begins with Monday here, so that Friday to Sunday is one range
        long mondayFirst = (fields.weekdays() & ~1L) | ((fields.weekdays() & 1) << 7);
        return set(mondayFirst, day -> DayOfWeek.of(day).getDisplayName(TextStyle.FULL, language()));
    }

    private String month(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, language());
    }

    private Locale language() {
        return chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** Values one by one, runs as ranges, even progressions as ranges by a step. */
    private String set(long set, IntFunction<String> name) {
        List<Integer> values = bits(set);
        List<String> parts = new ArrayList<>();
        int next = 0;
        while (next < values.size()) {
            int end = next + 1;
            int step = end < values.size() ? values.get(end) - values.get(next) : 0;
            while (end < values.size() && values.get(end) - values.get(end - 1) == step) {
                end++;
            }
            if (end - next < (step == 1 ? MIN_SPAN : MIN_SPAN + 1)) {
                parts.add(name.apply(values.get(next++)));
                continue;
            }
            String by = step == 1 ? "" : chinese ? "(步长 " + step + ")" : " by " + step;
            parts.add(name.apply(values.get(next)) + (chinese ? "至" : "-") + name.apply(values.get(end - 1)) + by);
            next = end;
        }
        return String.join(chinese ? "、" : ", ", parts);
    }

    /** The step of a set that begins with 0 and recurs evenly over the whole field; 0 for any other. */
    private static int step(long set, int size) {
        int step = (set & 1) == 0 ? 0 : Math.min(size, Long.numberOfTrailingZeros(set & ~1L));
        if (step == 0 || step == size || size % step != 0) {
            return 0;
        }
        return Long.bitCount(set) == size / step && bits(set).stream().allMatch(value -> value % step == 0) ? step : 0;
    }

    private static List<Integer> bits(long set) {
        return BitSet.valueOf(new long[] {set}).stream().boxed().toList();
    }

    private static long all(int size) {
        return (1L << size) - 1;
    }
}
