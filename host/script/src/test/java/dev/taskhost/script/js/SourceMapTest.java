package dev.taskhost.script.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.js.SourceMap.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceMapTest {
    private static String map(String mappings, String... sources) {
        return Json.write(Map.of("version", 3, "sources", List.of(sources), "names", List.of(), "mappings", mappings));
    }

    @Test
    void aPlaceIsThatOfTheStretchItIsIn() {
        String mappings = new Mappings()
                .add(0, 0, 10, 4)
                .add(8, 0, 10, 20)
                .add(12, -1, 0, 0)
                .nextLine()
                .nextLine()
                .add(4, 1, 0, 0)
                .add(1000, 0, 99_999, 1_000_000)
                .toString();
        SourceMap map = SourceMap.of(map(mappings, "a.ts", "b.ts"));
        assertThat(map.at(0, 0)).contains(new Place("a.ts", 10, 4));
        assertThat(map.at(0, 7)).contains(new Place("a.ts", 10, 4));
        assertThat(map.at(0, 8)).contains(new Place("a.ts", 10, 20));
        assertThat(map.at(0, 12)).as("a stretch that was made from nothing").isEmpty();
        assertThat(map.at(1, 0)).as("a line that was made from nothing").isEmpty();
        assertThat(map.at(2, 3)).as("before the first stretch").isEmpty();
        assertThat(map.at(2, 4)).contains(new Place("b.ts", 0, 0));
        assertThat(map.at(2, 5000)).contains(new Place("a.ts", 99_999, 1_000_000));
        assertThat(map.first(2)).contains(new Place("b.ts", 0, 0));
        assertThat(map.at(3, 0)).isEmpty();
    }

    @Test
    void whatTheSpecificationsTextSays() {
        // ECMA-426: the first field is the generated column, fields are relative, "C" is 1, "D" is -1, "gB" is 16
        assertThat(SourceMap.of(map("gBACC", "x", "y")).at(0, 16)).contains(new Place("x", 1, 1));
        assertThat(SourceMap.of(map("AACA,CADA", "x")).at(0, 1)).contains(new Place("x", 0, 0));
    }

    @Test
    void aSourceMayHaveARootOrNoName() {
        String rooted =
                "{\"version\":3,\"sourceRoot\":\"../src\",\"sources\":[\"a.ts\",null],\"mappings\":\"AAAA,CCAA\"}";
        assertThat(SourceMap.of(rooted).at(0, 0)).contains(new Place("../src/a.ts", 0, 0));
        assertThat(SourceMap.of(rooted).at(0, 1)).isEmpty();
        assertThat(SourceMap.of(")]}'\n" + rooted).at(0, 0)).isPresent();
    }

    @Test
    void sectionsAreMapsFurtherDown() {
        String sections =
                "{\"version\":3,\"sections\":[{\"offset\":{\"line\":0,\"column\":0},\"map\":" + map("AAAA", "a.ts")
                        + "},{\"offset\":{\"line\":2,\"column\":5},\"map\":" + map("CAAA;EAAA", "b.ts") + "}]}";
        SourceMap map = SourceMap.of(sections);
        assertThat(map.at(0, 9)).contains(new Place("a.ts", 0, 0));
        assertThat(map.at(2, 5)).isEmpty();
        assertThat(map.at(2, 6)).contains(new Place("b.ts", 0, 0));
        assertThat(map.at(3, 2)).contains(new Place("b.ts", 0, 0));
    }

    @Test
    void whatIsNoMapIsRefused() {
        assertThatThrownBy(() -> SourceMap.of("no")).isInstanceOf(BadJsonException.class);
        for (String bad : List.of("A?AA", "g", "AAAA,ACAA", "ADAA", "ggggggggggggA")) {
            assertThatThrownBy(() -> SourceMap.of(map(bad, "a.ts")))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SourceMap.of("{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
