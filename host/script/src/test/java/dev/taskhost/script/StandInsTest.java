package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.python.PythonGuests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.shadowed.com.ibm.icu.lang.UCharacter;
import org.graalvm.shadowed.com.ibm.icu.lang.UProperty;
import org.graalvm.shadowed.com.ibm.icu.util.VersionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of Python's own library a process could load once only works in every interpreter. */
class StandInsTest {
    private static final int CODE_POINTS = 0x110000;
    private static final Pattern RUN = Pattern.compile("([0-9a-z]+)(?::(\\d+) |([A-Z]))");
    private static final String[] WIDTHS = {"N", "A", "H", "F", "S", "W"};

    private static BodyResult call(Isolation isolation, String executeFunc) throws Exception {
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        BodyCall call = new BodyCall("key", List.of(), Map.of(), 7, Running.TRACE, BodyOutput.NONE, 0, isolation);
        var _ = Running.body(executeFunc).start(call, result::complete);
        return result.get(180, SECONDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "FRESH"})
    void unicodeData(Isolation isolation) throws Exception {
        assertThat(call(isolation, "unicode_names").toString())
                .contains("\"taskhost\", \"α\", \"☃\", [\"NO SUCH NAME\", \"BASIC LATIN 41\", \"\"], [0, 230, 220]")
                .contains("[\"Na\", \"W\", \"H\", \"N\", \"A\", \"N\"], [\"Ll\", \"Cn\", \"Cn\"]")
                .contains("\"xn--bcher-kva.xn--r8jz45g\", \"bücher\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "FRESH"})
    void aTracebackOfALineThatIsNotAscii(Isolation isolation) throws Exception {
        assertThat(call(isolation, "unicode_line"))
                .isInstanceOfSatisfying(
                        BodyResult.Failed.class,
                        failed -> assertThat(failed.error())
                                .contains("    wanted = \"宽度\"; raise ValueError(\"宽\" + wanted)")
                                .endsWith("ValueError: 宽宽度"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "FRESH"})
    void xml(Isolation isolation) throws Exception {
        Map<String, @Nullable Object> cpython =
                Json.readObject(Files.readString(Running.ROOT.resolve("xml_parts.json")));
        assertThat(call(isolation, "xml_parts"))
                .isInstanceOfSatisfying(
                        BodyResult.Returned.class,
                        returned -> assertThat(Json.readObject(Objects.requireNonNull(returned.json())))
                                .containsExactlyInAnyOrderEntriesOf(cpython));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "FRESH"})
    void nativeCode(Isolation isolation) throws Exception {
        assertThat(call(isolation, "native").toString())
                .contains("[\"getpass\", \"80084bf2\", \"sqlite3 is native code", "\\\"isolation\\\": \\\"cpython\\\"")
                .contains("[true, true, true, true, true, true, true]");
    }

    @Test
    void timeZones() throws Exception {
        assumeThat(Path.of("/usr/share/zoneinfo/Asia/Shanghai")).exists();
        assertThat(Running.json("zones")).isEqualTo("\"2026-07-01T06:00:00+02:00\"");
    }

    @Test
    void theTablesAreIcus() throws Exception {
        String[] widths = table("_WIDTH_RUNS");
        String[] classes = table("_CLASS_RUNS");
        String[] old = table("_3_2_RUNS");
        VersionInfo first = VersionInfo.getInstance(1);
        VersionInfo last = VersionInfo.getInstance(3, 2);
        same(widths, c -> WIDTHS[UCharacter.getIntPropertyValue(c, UProperty.EAST_ASIAN_WIDTH)]);
        same(classes, c -> String.valueOf(UCharacter.getCombiningClass(c)));
        same(old, c -> {
            VersionInfo age = UCharacter.getAge(c);
            return age.compareTo(first) >= 0 && age.compareTo(last) <= 0 ? "Y" : "N";
        });
    }

    private static void same(String[] table, IntFunction<String> icu) {
        String[] expected = new String[CODE_POINTS];
        Arrays.setAll(expected, icu);
        assertThat(Arrays.mismatch(table, expected)).isEqualTo(-1);
    }

    private static String[] table(String name) throws IOException {
        String text;
        try (InputStream in = PythonGuests.class.getResourceAsStream("_cpython_unicodedata.py")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        int start = text.indexOf(name + " = (");
        Matcher runs =
                RUN.matcher(text.substring(start, text.indexOf(")\n", start)).replaceAll("\"\\s+\"", ""));
        String[] values = new String[CODE_POINTS];
        int at = 0;
        runs.region(text.indexOf('"', start) - start, runs.regionEnd());
        while (runs.find()) {
            int end = at + Integer.parseInt(runs.group(1), Character.MAX_RADIX);
            Arrays.fill(values, at, end, runs.group(2) == null ? runs.group(3) : runs.group(2));
            at = end;
        }
        assertThat(at).isEqualTo(CODE_POINTS);
        return values;
    }
}
