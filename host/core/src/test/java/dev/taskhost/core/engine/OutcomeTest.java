package dev.taskhost.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
    private static final int TEXT_COLUMN = 65_535;

    @Test
    void aReturnedValueIsKept() {
        Outcome outcome = Outcome.of(new BodyResult.Returned("{\"n\":1}", null), null);
        assertThat(outcome).isEqualTo(new Outcome(Status.SUCCESS, "{\"result\":{\"n\":1}}", null));
    }

    @Test
    void nothingReturnedLeavesExtraEmpty() {
        assertThat(Outcome.of(new BodyResult.Returned(null, null), null).extra())
                .isEqualTo("{}");
    }

    @Test
    void aResultThatIsTooLargeIsLeftOutWithAWord() {
        String large = Json.write("x".repeat(TEXT_COLUMN));
        Outcome outcome = Outcome.of(new BodyResult.Returned(large, null), null);
        assertThat(outcome.status()).isEqualTo(Status.SUCCESS);
        assertThat(outcome.extra()).contains("64 KB").hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "好", "😀", "\u0001", "\""})
    void anErrorOfAnyLengthFitsTheColumnAndKeepsHeadAndTail(String unit) {
        Outcome outcome = Outcome.of(new BodyResult.Failed("HEAD" + unit.repeat(200_000) + "TAIL"), null);
        assertThat(outcome.extra().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(TEXT_COLUMN);
        assertThat((String) Json.readObject(outcome.extra()).get("err")).startsWith("HEAD");
    }

    @Test
    void aStopSaysWhy() {
        Outcome outcome = Outcome.of(
                new BodyResult.Stopped("  File \"a.py\", line 3"), new Stop(Status.TIMEOUT, "ran longer than 5 s"));
        assertThat(outcome.status()).isEqualTo(Status.TIMEOUT);
        assertThat(outcome.detail()).isEqualTo("ran longer than 5 s\n  File \"a.py\", line 3");
    }
}
