package dev.taskhost.script.js;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From places in a generated file to places in what it was made from: a source map (ECMA-426), with or without sections. All numbers
 * count from 0. Immutable.
 */
final class SourceMap {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int CONTINUES = 32;
    private static final int BITS = 5;

    /** By generated line: what its columns mean, by the first column of each stretch. */
    private final Map<Integer, TreeMap<Integer, Place>> lines = new TreeMap<>();

    /**
     * A place in an original file.
     *
     * @param source as written in the map, with its root in front; empty where the map says that there is none
     */
    record Place(String source, int line, int column) {
        private static final Place NONE = new Place("", 0, 0);

        private boolean isNone() {
            return source.isEmpty();
        }
    }

    /**
     * Reads a map.
     *
     * @throws BadJsonException when it is no JSON object
     * @throws IllegalArgumentException when it is no source map
     */
    static SourceMap of(String text) {
        // What some servers put in front, so that no page can load it as a script.
        String json = text.startsWith(")]}'") ? text.substring(text.indexOf('\n') + 1) : text;
        SourceMap map = new SourceMap();
        map.add(Json.readObject(json), 0, 0);
        return map;
    }

    /** What a place in the generated file was made from; empty when the map does not say. */
    Optional<Place> at(int line, int column) {
        TreeMap<Integer, Place> stretches = lines.get(line);
        Entry<Integer, Place> stretch = stretches == null ? null : stretches.floorEntry(column);
        return stretch == null || stretch.getValue().isNone() ? Optional.empty() : Optional.of(stretch.getValue());
    }

    /** What the first place of a generated line that was made from anything was made from. */
    Optional<Place> first(int line) {
        TreeMap<Integer, Place> stretches = lines.get(line);
        return stretches == null
                ? Optional.empty()
                : stretches.values().stream().filter(place -> !place.isNone()).findFirst();
    }

    private void add(Map<String, @Nullable Object> map, int line, int column) {
        if (map.get("sections") instanceof List<?> sections) {
            for (Object each : sections) {
                if (each instanceof Map<?, ?> section
                        && section.get("offset") instanceof Map<?, ?> offset
                        && section.get("map") instanceof Map<?, ?> inner) {
                    @SuppressWarnings("unchecked") // Json makes maps of this type only
                    Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) inner;
                    add(object, line + number(offset.get("line")), column + number(offset.get("column")));
                }
            }
            return;
        }
        if (!(map.get("mappings") instanceof String mappings) || !(map.get("sources") instanceof List<?> sources)) {
            throw new IllegalArgumentException("it has no mappings or no sources");
        }
        String root = map.get("sourceRoot") instanceof String text ? text : "";
        List<String> names = new ArrayList<>();
        for (Object source : sources) {
            names.add(source instanceof String text ? rooted(root, text) : "");
        }
        decode(mappings, names, line, column);
    }

    private static int number(@Nullable Object value) {
        return value instanceof Long number ? Math.toIntExact(number) : 0;
    }

    private static String rooted(String root, String source) {
        return root.isEmpty() ? source : root + (root.endsWith("/") ? "" : "/") + source;
    }

    private void decode(String mappings, List<String> sources, int firstLine, int firstColumn) {
        int line = firstLine;
        int source = 0;
        int sourceLine = 0;
        int sourceColumn = 0;
        for (String group : mappings.split(";", -1)) {
            int column = line == firstLine ? firstColumn : 0;
            for (String segment : group.split(",", -1)) {
                List<Integer> fields = fields(segment);
                if (fields.isEmpty()) {
                    continue;
                }
                column += fields.getFirst();
                Place place = Place.NONE;
                if (fields.size() >= 4) {
                    source += fields.get(1);
                    sourceLine += fields.get(2);
                    sourceColumn += fields.get(3);
                    place = place(sources, source, sourceLine, sourceColumn);
                }
                lines.computeIfAbsent(line, at -> new TreeMap<>()).put(column, place);
            }
            line++;
        }
    }

    private static Place place(List<String> sources, int source, int line, int column) {
        if (source < 0 || source >= sources.size() || line < 0 || column < 0) {
            throw new IllegalArgumentException(
                    "a mapping names source " + source + ", line " + line + ", column " + column);
        }
        String name = sources.get(source);
        return name.isEmpty() ? Place.NONE : new Place(name, line, column);
    }

    /** The numbers of a segment: base 64 digits of five bits each, the lowest first; the lowest bit of all is the sign. */
    private static List<Integer> fields(String segment) {
        List<Integer> fields = new ArrayList<>();
        int value = 0;
        int shift = 0;
        for (int i = 0; i < segment.length(); i++) {
            int digit = DIGITS.indexOf(segment.charAt(i));
            if (digit < 0 || shift > 30) {
                throw new IllegalArgumentException("'" + segment + "' is no mapping");
            }
            value |= (digit & (CONTINUES - 1)) << shift;
            shift += BITS;
            if ((digit & CONTINUES) == 0) {
                fields.add((value & 1) == 0 ? value >>> 1 : -(value >>> 1));
                value = 0;
                shift = 0;
            }
        }
        if (shift != 0) {
            throw new IllegalArgumentException("'" + segment + "' ends within a number");
        }
        return fields;
    }
}
