package dev.taskhost.core.trigger;

import dev.taskhost.core.trigger.LocalSchedule.DayRule;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days of Quartz's dialect. Stateless.
 *
 * <p>Day-of-month: {@code L} the last day, {@code L-3} three days before it, {@code 15W} the weekday (Monday to Friday)
 * nearest to the 15th within the month, {@code LW} and {@code L-3W} likewise; a month that lacks the day is left out.
 * Day-of-week: {@code 6L} or {@code FRIL} the last Friday, {@code 6#3} or {@code FRI#3} the third one, {@code L} alone
 * Saturday. All of these may stand in lists.
 */
final class QuartzDays {
    private static final int SUNDAY = 0;
    private static final int SATURDAY = 6;
    private static final int MAX_BEFORE_LAST = 30;
    private static final int MAX_NTH = 5;

    private static final Pattern FROM_LAST = Pattern.compile("L(?:-([0-9]{1,3}))?(W?)");
    private static final Pattern NEAREST = Pattern.compile("([0-9]+)W");
    private static final Pattern LAST_WEEKDAY = Pattern.compile("([0-9]+|[A-Z]{3})L");
    private static final Pattern NTH_WEEKDAY = Pattern.compile("([0-9]+|[A-Z]{3})#([0-9]+)");

    private QuartzDays() {}

    /** The days that a day-of-month field names. */
    static DayRule ofMonth(FieldText field) {
        DayRule rule = (length, firstWeekday) -> 0;
        for (String element : field.elements()) {
            rule = either(rule, dayOfMonth(field, element));
        }
        return rule;
    }

    /** The days that a day-of-week field names. */
    static DayRule ofWeek(FieldText field) {
        DayRule rule = (length, firstWeekday) -> 0;
        for (String element : field.elements()) {
            rule = either(rule, dayOfWeek(field, element));
        }
        return rule;
    }

    private static DayRule either(DayRule one, DayRule other) {
        return (length, firstWeekday) -> one.days(length, firstWeekday) | other.days(length, firstWeekday);
    }

    private static DayRule dayOfMonth(FieldText field, String element) {
        String upper = element.toUpperCase(Locale.ROOT);
        Matcher last = FROM_LAST.matcher(upper);
        if (last.matches()) {
            int before = last.group(1) == null ? 0 : Integer.parseInt(last.group(1));
            if (before > MAX_BEFORE_LAST) {
                throw field.bad(
                        FieldText.quoted(element) + " lies before every month", "write L-1 to L-" + MAX_BEFORE_LAST);
            }
            boolean weekday = !last.group(2).isEmpty();
            return (length, firstWeekday) ->
                    weekday ? nearestWeekday(length - before, length, firstWeekday) : day(length - before, length);
        }
        Matcher nearest = NEAREST.matcher(upper);
        if (nearest.matches()) {
            int day = field.value(nearest.group(1));
            return (length, firstWeekday) -> nearestWeekday(day, length, firstWeekday);
        }
        refuseMarks(field, element, "day-of-month knows ?, L, L-3, LW and 15W");
        long days = QuartzCron.values(field, element).toLongArray()[0];
        return (length, firstWeekday) -> days;
    }

    private static DayRule dayOfWeek(FieldText field, String element) {
        String upper = element.toUpperCase(Locale.ROOT);
        if (upper.equals("L")) {
            return (length, firstWeekday) -> Weekdays.inMonth(1L << SATURDAY, firstWeekday);
        }
        Matcher last = LAST_WEEKDAY.matcher(upper);
        if (last.matches()) {
            int weekday = field.value(last.group(1)) - 1;
            return (length, firstWeekday) ->
                    Long.highestOneBit(Weekdays.inMonth(1L << weekday, firstWeekday) & (2L << length) - 1);
        }
        Matcher nth = NTH_WEEKDAY.matcher(upper);
        if (nth.matches()) {
            int weekday = field.value(nth.group(1)) - 1;
            int count = nth.group(2).length() > 1 ? 0 : Integer.parseInt(nth.group(2));
            if (count < 1 || count > MAX_NTH) {
                throw field.bad(
                        FieldText.quoted(element) + " asks for week " + nth.group(2), "write #1 to #" + MAX_NTH);
            }
            return (length, firstWeekday) -> day(Weekdays.firstDay(weekday, firstWeekday) + 7 * (count - 1), length);
        }
        refuseMarks(field, element, "day-of-week knows ?, L, 6L and 6#3");
        long weekdays = QuartzCron.values(field, element).toLongArray()[0] >>> 1;
        return (length, firstWeekday) -> Weekdays.inMonth(weekdays, firstWeekday);
    }

    private static void refuseMarks(FieldText field, String element, String hint) {
        if (element.contains("?") || QuartzCron.isMark(element)) {
            throw field.bad(FieldText.quoted(element) + " cannot stand here", hint);
        }
    }

    private static long day(int day, int length) {
        return day < 1 || day > length ? 0 : 1L << day;
    }

    /** A Saturday gives way to the Friday before, a Sunday to the Monday after, unless that is another month. */
    private static long nearestWeekday(int day, int length, int firstWeekday) {
        if (day < 1 || day > length) {
            return 0;
        }
        int weekday = Weekdays.of(day, firstWeekday);
        if (weekday == SATURDAY) {
            return 1L << (day == 1 ? 3 : day - 1);
        }
        if (weekday == SUNDAY) {
            return 1L << (day == length ? day - 2 : day + 1);
        }
        return 1L << day;
    }
}
