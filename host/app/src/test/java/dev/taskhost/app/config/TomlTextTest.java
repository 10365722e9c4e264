package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of TOML is read, and that nothing is misread in silence. */
class TomlTextTest {
    @TempDir
    Path folder;

    private Optional<Map<String, Object>> read(String toml, Problems problems) throws Exception {
        Path file = Files.writeString(folder.resolve("x.toml"), toml);
        return TomlText.read(file, "", problems);
    }

    private String problem(String toml) throws Exception {
        Problems problems = new Problems();
        assertThat(read(toml, problems)).as(toml).isEmpty();
        try {
            problems.throwIfAny();
            throw new AssertionError("refused without a reason: " + toml);
        } catch (ConfigurationException e) {
            return e.problems().stream()
                    .collect(java.util.stream.Collectors.joining("\n"))
                    .replace(folder + "/x.toml: ", "");
        }
    }

    private static AssertionError thrown(Problems problems) {
        problems.throwIfAny();
        return new AssertionError("nothing was read, and no reason given");
    }

    @Test
    void goodToml() throws Exception {
        String toml = "\uFEFF# 备注\r\n\ttop\t=\t1\t# c\r\n" + """
                [a] # c
                    single = 'it is # "x" \\n'
                    double = "tab\\t quote\\" # 中文 \\u00e9 \\\\"
                    long = '''two
                lines'''
                    quotes = \"""a "quoted" \\
                      word\"""
                    n = -1_000
                    f = 1.5e3
                    yes = true
                    no=false
                    empty = ""
                    list = [ "a", # remark
                      'b',
                    ]
                    none = []
                    nested = [[1, 2], ["x"]]
                    inline = { x = 1, "y z" = 'c' }
                    "quoted key" = 1
                [a.b]
                when = 1979-05-27T07:32:00Z
                ["my alias"]
                x = 0
                """;
        Problems problems = new Problems();
        Map<String, Object> read = read(toml, problems).orElseThrow(() -> thrown(problems));

        assertThat(read.get("top")).isEqualTo(1L);
        assertThat(read.get("my alias")).isEqualTo(Map.of("x", 0L));
        assertThat(read.get("a"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("single", "it is # \"x\" \\n")
                .containsEntry("double", "tab\t quote\" # 中文 é \\")
                .containsEntry("long", "two\nlines")
                .containsEntry("quotes", "a \"quoted\" word")
                .containsEntry("n", -1000L)
                .containsEntry("f", 1500.0)
                .containsEntry("yes", true)
                .containsEntry("no", false)
                .containsEntry("empty", "")
                .containsEntry("list", List.of("a", "b"))
                .containsEntry("none", List.of())
                .containsEntry("nested", List.of(List.of(1L, 2L), List.of("x")))
                .containsEntry("inline", Map.of("x", 1L, "y z", "c"))
                .containsEntry("quoted key", 1L)
                .containsKey("b");
    }

    /** toml4j alone reads the second as a backslash and a line break, and refuses the first. */
    @ParameterizedTest
    @ValueSource(strings = {"\\", "C:\\new\\temp", "\\n", "\\\\", "a\\u00e9", "^\\d+\\b", "\\\"\n\t", "$1\\$"})
    void backslashes(String text) throws Exception {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        String unicode = text.replace("\\", "\\u005C").replace("\"", "\\\"").replace("\n", "\\n");
        String toml = "a = \"" + escaped + "\"\nb = [\"" + escaped + "\"]\nc = \"" + unicode + "\" # c\nd = \"\"\""
                + escaped + "\"\"\"\n[e]\nf = 'C:\\n'";

        assertThat(read(toml, new Problems()))
                .contains(Map.of("a", text, "b", List.of(text), "c", text, "d", text, "e", Map.of("f", "C:\\n")));
    }

    /** {@code ;} is a line break. The word "hidden" stands for a secret: it must not be quoted. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [a];k =                      | line 2 (k): has no value; give one, or put # before the line (an empty text is "")
            k = # hidden                 | line 1 (k): has no value; give one, or put # before the line (an empty text is "")
            password = hidden#x          | line 1 (password): has a value that is neither a text in quotes nor a number, true or false; put quotes around a text
            password = "hidden           | line 1 (password): has a text that is not closed on its line; its last " is missing
            password = 'it's hidden'     | line 1 (password): has more text after its value; a remark begins with #
            password "hidden"            | line 1: is not of the form key = value (no = on this line)
            password: "hidden"           | line 1: is not of the form key = value (no = on this line)
            k = "C:\\xhidden"            | line 1 (k): has a \\ before a character that needs none; write \\\\\\\\ for one \\\\, or use single quotes
            k = "C:\\Users\\hidden"      | line 1 (k): uses \\U, which is not read; write the character itself
            k = "\\u12"                  | line 1 (k): has a \\u without four hex digits behind it
            k = "\\uD800"                | line 1 (k): has a \\u that is only half of a character; write the character itself
            k = 007                      | line 1 (k): has a number that begins with 0; write it without the 0, or in quotes if it is a text
            k = True                     | line 1 (k): has a true with capitals; write true
            k = ${HIDDEN}                | line 1 (k): has a ${…} without quotes; write "${…}", for numbers too
            k = 99999999999999999999     | line 1 (k): has a number that is too large
            k = 1e400                    | line 1 (k): has a number that is too large
            k = [1 2]                    | line 1 (k): has a list whose values are not separated by commas, or whose ] is missing
            k = [1,,2]                   | line 1 (k): has two commas in its list
            k = [1,                      | line 1 (k): has a list that is never closed; its ] is missing
            k = [1, 'a']                 | line 1: this list mixes texts, numbers and other things; its values must be of one kind
            k = { a = 1                  | line 1 (k): has a { … } whose parts are not separated by commas, or that is not closed
            k = '''hidden;x = 1          | line 1 (k): has a text that is never closed; its last ''' is missing
            k = "a" "hidden"             | line 1 (k): has more text after its value; a remark begins with #
            k = 127.0.0.1                | line 1 (k): has a value that is neither a text in quotes nor a number, true or false; put quotes around a text
            a.b = 1                      | line 1 (a): has dots in its key; put the key below its own [table] line
            my key = 1                   | line 1 (my): has a key with other characters than letters, digits, _ and -; put it in double quotes
            = 1                          | line 1: has no key before the =
            k = 1;k = 2                  | line 2: this key stands in its table twice; remove one of them
            [a];x = 1;[a];y = 2          | line 3: this table stands in the file twice; put its keys below one heading
            x = 1;[x];y = 2              | line 2: this name is a key and a table at once; rename one of them
            [my table];x = 1             | line 1: this heading is not of the form [name]; a name with other characters than letters, digits, _ and - needs double quotes: ["a name"]
            [a] hidden;x = 1             | line 1: this heading is not of the form [name]; a name with other characters than letters, digits, _ and - needs double quotes: ["a name"]
            k = 1979-05-27               | line 1: this is not valid TOML
            """)
    void badToml(String toml, String message) throws Exception {
        String told = problem(toml.replace(';', '\n').replace("\\\\", "\\"));

        assertThat(told).isEqualTo(message.replace("\\\\", "\\")).doesNotContain("hidden");
    }

    @Test
    void everyBadLineIsTold() throws Exception {
        assertThat(problem("a =\nb = 1\nc = word\nd = '''\n\n'''\ne = 01"))
                .contains("line 1 (a): ", "line 3 (c): ", "line 7 (e): ");
    }
}
