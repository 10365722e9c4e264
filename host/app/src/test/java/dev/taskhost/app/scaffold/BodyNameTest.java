package dev.taskhost.app.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names a new body may have. */
class BodyNameTest {
    @Test
    void takesPlainNamesAndFolders() {
        assertThat(BodyName.of(Kind.PY, "a_1")).isEqualTo(new BodyName(List.of(), "a_1"));
        assertThat(BodyName.of(Kind.JS, "a/b/c")).isEqualTo(new BodyName(List.of("a", "b"), "c"));
        assertThat(BodyName.of(Kind.PY, "String")).isEqualTo(new BodyName(List.of(), "String"));
    }

    @ParameterizedTest
    @CsvSource({"clean_orders, CleanOrders", "a__b_, AB", "Plain, Plain", "x1_2y, X12y"})
    void makesAClassName(String name, String camel) {
        assertThat(BodyName.of(Kind.PLUGIN, name).camel()).isEqualTo(camel);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PY     | clean-orders | clean_orders",
                "PY     | clean.py     | clean",
                "PY     | 2fast        | fast",
                "PY     | class        | class_task",
                "PY     | reports/in   | in_task",
                "JS     | await        | await_task",
                "JS     | a b          | a_b",
                "PLUGIN | Int          | Int_task",
                "PLUGIN | java         | java_task",
                "PLUGIN | a/b          | b"
            })
    void refusesOthersAndOffersTheNearest(Kind kind, String typed, String meant) {
        assertThatExceptionOfType(BadNameException.class)
                .isThrownBy(() -> BodyName.of(kind, typed))
                .withMessageEndingWith("; did you mean " + meant + "?");
        assertThat(BodyName.of(kind, meant).name()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"''", "/a", "a/", "a//b", "../a", ".", "报表", "_", "a\\b"})
    void refusesWhatNoNameCanBeMadeOf(String typed) {
        assertThatExceptionOfType(BadNameException.class).isThrownBy(() -> BodyName.of(Kind.PY, typed));
    }

    @Test
    void refusesWhatDoesNotFitTheTable() {
        assertThatExceptionOfType(BadNameException.class)
                .isThrownBy(() -> BodyName.of(Kind.PY, "a".repeat(101)))
                .withMessageContaining("101 characters");
    }
}
