package dev.taskhost.app.config;

import com.moandjiezana.toml.Toml;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one TOML file into plain maps. Stateless. */
final class TomlText {
    private static final Pattern LINE = Pattern.compile("on line (\\d+)");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TomlText() {}

    /**
     * The file's tables and keys, quoted keys without their quotes. Empty when the file cannot be used; the reason is
     * then among the problems.
     *
     * @param advice what to put into the file when it is missing
     */
    static Optional<Map<String, Object>> read(Path file, String advice, Problems problems) {
        Optional<String> text = text(file, advice, problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        TomlCheck check = new TomlCheck(text.get());
        List<String> wrong = check.problems();
        if (wrong.isEmpty()) {
            try {
                return Optional.of(unquoted(new Toml().read(check.prepared()).toMap()));
            } catch (RuntimeException e) {
                // The parser's own message quotes the file, so only its line number is passed on.
                wrong = List.of(inOurWords(String.valueOf(e.getMessage())));
            }
        }
        wrong.forEach(w -> problems.add(file.toString(), w));
        return Optional.empty();
    }

    private static Optional<String> text(Path file, String advice, Problems problems) {
        String name = file.toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (NoSuchFileException e) {
            problems.add(name, "this file is missing; " + advice);
        } catch (AccessDeniedException e) {
            problems.add(name, "this file may not be read; give the user who runs taskhost the right to read it");
        } catch (CharacterCodingException e) {
            problems.add(name, "this file is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            String what = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
            problems.add(name, "this file cannot be read: " + what);
        }
        return Optional.empty();
    }

    private static String inOurWords(String message) {
        Matcher line = LINE.matcher(message);
        String where = line.find() ? "line " + line.group(1) + ": " : "";
        if (message.startsWith("Duplicate table")) {
            return where + "this table stands in the file twice; put its keys below one heading";
        }
        if (message.startsWith("Duplicate key")) {
            return where + "this key stands in its table twice; remove one of them";
        }
        if (message.startsWith("Key already exists")) {
            return where + "this name is a key and a table at once; rename one of them";
        }
        if (message.startsWith("Invalid table definition") || message.startsWith("Invalid key")) {
            return where + "this heading is not of the form [name]; a name with other characters than letters, digits,"
                    + " _ and - needs double quotes: [\"a name\"]";
        }
        if (message.contains("heterogeneous")) {
            return where + "this list mixes texts, numbers and other things; its values must be of one kind";
        }
        return where + "this is not valid TOML";
    }

    /** toml4j leaves the quotes on quoted keys; texts get their backslashes back. */
    private static Map<String, Object> unquoted(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(unquoted(String.valueOf(key)), unquoted(value)));
        return plain;
    }

    private static Object unquoted(Object value) {
        return switch (value) {
            case Map<?, ?> map -> unquoted(map);
            case List<?> list -> list.stream().map(v -> unquoted((Object) v)).collect(Collectors.toList());
            case String text -> TomlCheck.restored(text);
            default -> value;
        };
    }

    private static String unquoted(String key) {
        boolean quoted = key.length() > 1 && "\"'".indexOf(key.charAt(0)) >= 0 && key.endsWith(key.substring(0, 1));
        return quoted ? key.substring(1, key.length() - 1) : key;
    }
}
