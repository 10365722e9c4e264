package dev.taskhost.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Progress.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far executions are, as the list of a task shows it. */
class ShownTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0.004, 0", "0.29, 29", "0.57, 57", "0.999, 99", "0.9999999999, 99", "1, 100"})
    void partsOfAHundredAreRoundedDownSoThatTheLastMeansDone(double fraction, int percent) {
        assertThat(note(Status.TODO, fraction, "loading")).isEqualTo(percent + " % loading");
    }

    @Test
    void whatIsNotSaidIsNotShown() {
        assertThat(note(Status.TODO, 0.5, "")).isEqualTo("50 %");
        assertThat(note(Status.TODO, null, "looking")).isEqualTo("looking");
        assertThat(note(Status.TODO, null, "")).isEmpty();
        assertThat(Shown.of(run(Status.TODO), null).note()).isEmpty();
    }

    @Test
    void itIsOneLineAndAShortOne() {
        assertThat(note(Status.TODO, 0.5, "two\n\tlines \u001b[31m")).isEqualTo("50 % two lines [31m");
        assertThat(note(Status.TODO, 0.5, "x".repeat(200))).hasSize(100).endsWith("…");
    }

    @Test
    void onceItHasEndedItsRowSpeaksAndProgramsStillSeeIt() {
        Shown ended = new Shown(run(Status.FAIL), report(0.5, "half"));
        assertThat(ended.note()).isEqualTo("broke off");
        assertThat(ended.progressText()).isEqualTo("50 % half");
        assertThat(ended.progressObject())
                .containsEntry("fraction", 0.5)
                .containsEntry("text", "half")
                .containsEntry("at", "1970-01-01T00:00:00.005Z");
    }

    @Test
    void theWordOfAnEarlierExecutionOfTheSameNumberIsNotItsOwn() {
        Report old = new Report(7, "another", 0.5, "half", 5);
        assertThat(Shown.of(run(Status.TODO), old).progressObject()).isNull();
    }

    private static String note(Status status, @Nullable Double fraction, String text) {
        return Shown.of(run(status), report(fraction, text)).note();
    }

    private static Report report(@Nullable Double fraction, String text) {
        return new Report(7, "t7", fraction, text, 5);
    }

    private static Run run(Status status) {
        String extra = status == Status.TODO ? "{}" : "{\"err\":\"broke off\"}";
        return new Run(7, 1, status, extra, "t7", 1, 1L, 1L, null, "a", 1, Cause.TRIGGER, "");
    }
}
