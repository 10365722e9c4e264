package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.engine.SchedulerEvent.Ended;
import dev.taskhost.core.engine.SchedulerEvent.OutputFailed;
import dev.taskhost.core.store.Progress.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bodies print is there while they run, whole once they have ended, and never in their way. */
public abstract class PrintingContract extends EngineFixture {
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void whatIsPrintedCanBeReadWhileItRunsAndIsWholeWithTheEnd() {
        insert("t", "held", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        BodyOutput output = bodies.calls().getFirst().output();
        output.line(false, "one");
        host.flushOutput();
        assertThat(printed()).containsExactly("one");
        output.line(true, "two");
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.step();
        assertThat(printed()).containsExactly("one", "two");
        assertThat(list("SELECT trace_id FROM task_output")).containsOnly(ask("SELECT trace_id FROM execute_task"));
        output.line(false, "from a thread that was left behind");
        host.flushOutput();
        assertThat(printed()).hasSize(2);
    }

    @Test
    void whoPrintsNothingLeavesNoRow() {
        insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(FIVE).flushOutput();
        assertThat(host.told(Ended.class)).hasSize(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void theErrorItEndedWithIsTheLastItSays() {
        bodies.quick("bad", call -> {
            call.output().line(false, "before");
            return new BodyResult.Failed("Traceback\nZeroDivisionError: 零\n");
        });
        insert("t", "bad", "interval", "5");
        host("a").settle().settleAfter(FIVE);
        assertThat(printed()).containsExactly("before\nTraceback\nZeroDivisionError: 零");
        assertThat(list("SELECT error_lines FROM task_output ORDER BY seq")).containsExactly("1-2");
    }

    @Test
    void aHostThatEndsLeavesNothingBehind() {
        insert("t", "held", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        bodies.calls().getFirst().output().line(false, "to the end");
        host.drain();
        clock.advance(Duration.ofSeconds(10));
        host.step();
        assertThat(host.drained()).isTrue();
        assertThat(printed().getFirst()).startsWith("to the end\nthis host was told to end");
    }

    @Test
    void aLostLeaseClosesTheOutput() {
        insert("t", "held", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        BodyOutput output = bodies.calls().getFirst().output();
        output.line(false, "before");
        execute("UPDATE task_node SET state = 'dead', epoch = epoch + 1 WHERE node = 'a'");
        host.beat().step();
        output.line(false, "after");
        host.flushOutput();
        assertThat(printed()).containsExactly("before");
    }

    @Test
    void aTableThatIsGoneStopsNoExecution() {
        int task = insert("t", "held", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        BodyOutput output = bodies.calls().getFirst().output();
        execute("DROP TABLE task_output");
        output.line(false, "one");
        host.flushOutput();
        output.line(false, "two");
        host.flushOutput();
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.settle();
        assertThat(statuses(task)).containsExactly("success");
        assertThat(host.told(OutputFailed.class))
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).contains("store what tasks print", "a table is missing"));
    }

    @Test
    void howFarABodyIsCanBeReadWhileItRunsAndTheLastWordIsThereWithTheEnd() {
        insert("t", "held", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        host.flushOutput();
        assertThat(list("SELECT execution_id FROM task_progress"))
                .as("who says nothing leaves no row")
                .isEmpty();
        says(host, 0.25);
        says(host, 0.5);
        host.flushOutput();
        assertThat(list("SELECT fraction FROM task_progress")).containsExactly("0.5");
        says(host, 0.75);
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.step();
        assertThat(list("SELECT fraction FROM task_progress")).containsExactly("0.75");
    }

    private void says(SteppedHost host, double fraction) {
        BodyCall call = bodies.calls().getFirst();
        host.progress().report(new Report(call.executionId(), call.traceId(), fraction, "", 1));
    }

    private List<String> printed() {
        return list("SELECT `text` FROM task_output ORDER BY execution_id, seq");
    }
}
