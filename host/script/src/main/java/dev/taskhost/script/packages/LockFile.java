package dev.taskhost.script.packages;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.environment.Environment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code requirements.lock} says, in pip's own format: every package with its exact version and the SHA-256 of its wheel. It names the
 * {@code requirements.txt} it was made from by that one's SHA-256, so that a change of it is noticed. Immutable.
 *
 * @param text the whole file
 */
record LockFile(String text) {
    private static final String MADE_FROM = "# " + Environment.REQUIREMENTS + " sha256:";
    private static final Pattern SOURCE = Pattern.compile("(?m)^" + Pattern.quote(MADE_FROM) + "([0-9a-f]{64})$");
    private static final Pattern PIN = Pattern.compile("(?m)^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\\s\\\\;]+)");

    /**
     * From pip's report of what it has installed.
     *
     * @param requirements the text of requirements.txt
     * @throws PackagesException when the report lacks a hash, as for what is installed from a folder or a repository
     */
    static LockFile of(String requirements, String report) throws PackagesException {
        Map<String, String> lines = new TreeMap<>();
        for (Map<?, ?> installed : installed(report)) {
            Map<?, ?> metadata = object(installed.get("metadata"));
            String name = normal(String.valueOf(metadata.get("name")));
            String hash = hash(object(installed.get("download_info")));
            if (hash.isEmpty()) {
                throw new PackagesException(
                        name + " is not installed from a wheel file, so it cannot be locked. Build a wheel of it"
                                + " (python3 -m pip wheel --no-deps), put it into a folder, and give that with --from.");
            }
            lines.put(name, name + "==" + metadata.get("version") + " \\\n    --hash=sha256:" + hash);
        }
        return new LockFile("# Made by `taskhost pip install`; keep it beside the scripts, do not edit it.\n"
                + MADE_FROM + hashOf(requirements) + "\n"
                + lines.values().stream().map(line -> line + "\n").reduce("", String::concat));
    }

    private static List<Map<?, ?>> installed(String report) {
        try {
            List<Map<?, ?>> all = new ArrayList<>();
            if (Json.readObject(report).get("install") instanceof List<?> installed) {
                installed.forEach(each -> all.add(object(each)));
            }
            return all;
        } catch (BadJsonException e) {
            throw new IllegalStateException("pip wrote a report that is no JSON", e);
        }
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String hash(Map<?, ?> download) {
        Object hash = object(object(download.get("archive_info")).get("hashes")).get("sha256");
        return hash instanceof String text ? text : "";
    }

    /** A project's name as all ways to write it come to: {@code Ruamel_Yaml} is {@code ruamel-yaml}. */
    static String normal(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    /** Under which its packages are installed. */
    String hash() {
        return hashOf(text);
    }

    private static String hashOf(String text) {
        return Copies.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it was made from that text of requirements.txt. */
    boolean isFor(String requirements) {
        Matcher source = SOURCE.matcher(text);
        return source.find() && source.group(1).equals(hashOf(requirements));
    }

    /** Names and versions. */
    Map<String, String> pins() {
        Map<String, String> pins = new TreeMap<>();
        PIN.matcher(text).results().forEach(pin -> pins.put(pin.group(1), pin.group(2)));
        return pins;
    }

    /** Its versions as constraints for pip, without hashes. */
    String constraints() {
        StringBuilder text = new StringBuilder();
        pins().forEach((name, version) ->
                text.append(name).append("==").append(version).append('\n'));
        return text.toString();
    }
}
