package dev.taskhost.script.js;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.json.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of Node's documentation of packages, and its corner cases. */
class ExportsMapTest {
    private static @Nullable String export(String exports, String part, String... conditions) {
        Object read = Objects.requireNonNull(Json.read(exports));
        return ExportsMap.export(read, part, Set.of(conditions)).target();
    }

    @Test
    void aStringIsTheWholePackage() {
        assertThat(export("\"./index.js\"", ".", "import")).isEqualTo("./index.js");
        assertThat(export("\"./index.js\"", "./other", "import")).isNull();
    }

    @Test
    void conditionsCountInTheirOrder() {
        String conditions =
                "{\"node\": \"./n.js\", \"import\": \"./i.mjs\", \"require\": \"./r.cjs\", \"default\": \"./d.js\"}";
        assertThat(export(conditions, ".", "import")).isEqualTo("./i.mjs");
        assertThat(export(conditions, ".", "require")).isEqualTo("./r.cjs");
        assertThat(export(conditions, ".")).isEqualTo("./d.js");
        assertThat(export(conditions, ".", "import", "node")).isEqualTo("./n.js");
    }

    @Test
    void aConditionThatLeadsNowhereIsPassedOver() {
        String nested =
                "{\".\": {\"import\": {\"browser\": \"./b.js\"}, \"default\": {\"require\": \"./r.js\", \"default\": \"./d.js\"}}}";
        assertThat(export(nested, ".", "import")).isEqualTo("./d.js");
        assertThat(export(nested, ".", "require")).isEqualTo("./r.js");
        assertThat(export("{\".\": {\"browser\": \"./b.js\"}}", ".", "import")).isNull();
    }

    @Test
    void theMoreParticularPatternCounts() {
        String exports =
                "{\".\": \"./main.js\", \"./f/*\": \"./src/f/*.js\", \"./f/*.js\": \"./src/f/*.js\", \"./f/in/*\": null,"
                        + " \"./f/exact\": \"./e.js\"}";
        assertThat(export(exports, "./f/a")).isEqualTo("./src/f/a.js");
        assertThat(export(exports, "./f/deep/a")).isEqualTo("./src/f/deep/a.js");
        assertThat(export(exports, "./f/a.js")).isEqualTo("./src/f/a.js");
        assertThat(export(exports, "./f/exact")).isEqualTo("./e.js");
        assertThat(export(exports, "./f/in/a")).isNull();
        assertThat(export(exports, "./f/")).isNull();
        assertThat(export(exports, "./g")).isNull();
    }

    @Test
    void ofAListTheFirstThatLeadsSomewhere() {
        assertThat(export("{\"./a\": [{\"browser\": \"./b.js\"}, \"./c.js\", \"./d.js\"]}", "./a"))
                .isEqualTo("./c.js");
        assertThat(export("{\"./a\": []}", "./a")).isNull();
    }

    @Test
    void importsAreReadTheSameWay() {
        Map<String, @Nullable Object> imports =
                Json.readObject("{\"#a\": {\"require\": \"dep\", \"default\": \"./a.js\"}, \"#x/*\": \"./x/*.js\"}");
        assertThat(ExportsMap.part(imports, "#a", Set.of("require")).target()).isEqualTo("dep");
        assertThat(ExportsMap.part(imports, "#a", Set.of("import")).target()).isEqualTo("./a.js");
        assertThat(ExportsMap.part(imports, "#x/y", Set.of("import")).target()).isEqualTo("./x/y.js");
        assertThat(ExportsMap.part(imports, "#b", Set.of()).decided()).isFalse();
    }
}
