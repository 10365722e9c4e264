package dev.taskhost.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepReaderTest {
    private static final Keep HOSTS = new Keep(10_000, 30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{}~10000~30",
                "{\"keep\":null}~10000~30",
                "{\"keep\":500}~500~0",
                "{\"keep\":0}~0~0",
                "{\"keep\":{\"rows\":5}}~5~0",
                "{\"keep\":{\"days\":90}}~0~90",
                "{\"keep\":{\"rows\":5,\"days\":90}}~5~90"
            })
    void readsEitherForm(String extra, int rows, int days) {
        assertThat(TaskDefinition.keepOf(extra, HOSTS)).isEqualTo(new Keep(rows, days));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"5\"",
                "-1",
                "1.5",
                "1000000001",
                "true",
                "[]",
                "{}",
                "{\"row\":5}",
                "{\"rows\":\"5\"}",
                "{\"days\":-1}",
                "{\"days\":36501}",
                "{\"rows\":5,\"hours\":2}"
            })
    void saysWhatIsWrongAndKeepsEverythingMeanwhile(String keep) {
        List<String> problems = new ArrayList<>();
        PolicyReader.read("{\"keep\":" + keep + "}", problems);
        assertThat(problems).singleElement().asString().startsWith("extra.keep is " + keep + "; it has to be a whole");
        assertThat(TaskDefinition.keepOf("{\"keep\":" + keep + "}", HOSTS)).isEqualTo(Keep.EVERYTHING);
    }

    @Test
    void aBrokenExtraKeepsEverything() {
        assertThat(TaskDefinition.keepOf("{oops", HOSTS)).isEqualTo(Keep.EVERYTHING);
    }
}
