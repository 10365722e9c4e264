package dev.taskhost.app.command;

import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.folder.History;
import dev.taskhost.core.folder.History.Recorded;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The generations of a folder for people and programs. Immutable.
 *
 * @param all oldest first
 * @param limit how many are shown at most, the newest, at least 1
 */
record RecordedTable(List<Recorded> all, int limit) {
    private static final int MOST_CHANGES = 6;

    /** @throws CommandException when the limit is less than 1 */
    RecordedTable {
        if (limit < 1) {
            throw CommandException.misuse("--limit is " + limit + "; give a number from 1 up.");
        }
    }

    /** Those that are shown, newest first. */
    List<Recorded> newest() {
        return all.subList(Math.max(0, all.size() - limit), all.size()).reversed();
    }

    /**
     * For people.
     *
     * @param column what the fourth column is called
     * @param what it says of one
     */
    List<String> lines(String column, Function<Recorded, String> what, ZoneId zone) {
        TextTable table = new TextTable(List.of("GENERATION", "ID", "SINCE", column, "CHANGES"));
        for (Recorded each : newest()) {
            int index = all.indexOf(each);
            table.add(List.of(
                    each.number() + (index == all.size() - 1 ? " (current)" : ""),
                    each.id(),
                    Times.shown(Long.valueOf(each.at().toEpochMilli()), zone),
                    what.apply(each),
                    index == 0 ? "-" : changes(all.get(index - 1), each)));
        }
        return table.lines();
    }

    private static String changes(Recorded before, Recorded after) {
        Map<String, Character> changes = History.changes(before.files(), after.files());
        if (changes.isEmpty()) {
            return "~node_modules"; // of what makes a generation, the installed packages alone are no file of it
        }
        String head = changes.entrySet().stream()
                .limit(MOST_CHANGES)
                .map(change -> change.getValue() + change.getKey())
                .collect(Collectors.joining(" "));
        return changes.size() > MOST_CHANGES ? head + " and " + (changes.size() - MOST_CHANGES) + " more" : head;
    }

    /** For programs; more may be added. */
    static Map<String, @Nullable Object> object(Recorded each) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("generation", each.number());
        object.put("id", each.id());
        object.put("at", each.at().toString());
        object.put("files", each.files());
        return object;
    }
}
