package dev.taskhost.script;

import static dev.taskhost.script.Running.call;
import static dev.taskhost.script.Running.check;
import static dev.taskhost.script.Running.failure;
import static dev.taskhost.script.Running.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonBodyTest {
    @Test
    void argumentsArriveAsTheOriginalPassedThem() throws Exception {
        Map<String, Object> extra = Map.of("n", new BigInteger("12345678901234567890123"), "l", List.of(1L, "é"));
        BodyResult result =
                call("echo", new BodyCall("kéy", List.of("1", "ü"), extra, 42, Running.TRACE, BodyOutput.NONE));
        assertThat(result)
                .isInstanceOfSatisfying(
                        BodyResult.Returned.class,
                        returned -> assertThat(returned.json())
                                .contains(
                                        "\"key\": \"kéy\"",
                                        "\"args\": [\"1\", \"ü\"]",
                                        "\"sub_task_id\": 42",
                                        "\"str\": true")
                                .contains(
                                        "\"__unique_trace_id__\": \"" + Running.TRACE + "\"",
                                        "\"big\": 1" + "0".repeat(30))
                                .contains("\"n\": 12345678901234567890123", "\"l\": [1, \"é\"]"));
    }

    @Test
    void everythingCallableIsABody() throws Exception {
        assertThat(json("part")).contains("\"key\": \"bound\", \"args\": [\"key\"]");
        assertThat(json("decorated")).isEqualTo("\"decorated\"");
        assertThat(json("a/x.py:instance")).isEqualTo("\"called\"");
        assertThat(check("part")).isEmpty();
    }

    @Test
    void whatIsNoFunctionIsNamedForWhatItIs() throws Exception {
        assertThat(check("a.x:VALUE")).isEqualTo("`VALUE` in scripts/a/x.py is an int, not a function.");
        assertThat(check("Klass")).contains("is a class");
        assertThat(check("a.x.gen")).contains("generator function");
        assertThat(check("a.x.nope")).contains("no function `nope`", "echo");
        assertThat(check("syn.py:f")).contains("does not load", "File \"scripts/syn.py\", line 1", "SyntaxError");
        assertThat(call("VALUE")).isInstanceOf(BodyResult.NotCallable.class);
    }

    @Test
    void anErrorIsPythonsOwnTraceback() throws Exception {
        assertThat(failure("fail"))
                .startsWith(
                        "Traceback (most recent call last):\n  File \"scripts/a/x.py\", line 17, in fail\n    1 / 0\n")
                .contains("ZeroDivisionError: division by zero", "The above exception was the direct cause")
                .endsWith("ValueError: wrapped ü")
                .doesNotContain("taskhost", "java");
        assertThat(failure("afail")).contains("Exception Group Traceback", "scripts/a/x.py", "TypeError: two");
        assertThat(failure("deep")).contains("RecursionError");
    }

    @Test
    void leavingEndsTheCallAndNothingElse() throws Exception {
        assertThat(failure("leave")).contains("scripts/a/x.py", "SystemExit: 3");
        assertThat(failure("leave_hard")).contains("exit status 4");
        assertThat(failure("interrupt_key")).endsWith("KeyboardInterrupt");
        assertThat(json("name", "alive")).isEqualTo("\"alive\"");
    }

    @Test
    void whatIsNotJsonIsSaid() throws Exception {
        assertThat(call("a_set")).isEqualTo(new BodyResult.Returned(null, "returned a set, which is not JSON-able"));
        assertThat(call("nan").toString()).contains("returned a list, which is not JSON-able", "nan");
    }

    @Test
    void helpersAndPackagesImportEachOther() throws Exception {
        assertThat(json("pkg.task.packaged")).isEqualTo("\"helped\"");
    }

    @Test
    void aNameOfTheStandardLibraryBreaksNeither() throws Exception {
        assertThat(json("email/x.py:mail")).isEqualTo("\"sibling\"");
        assertThat(json("json.py:jj")).isEqualTo("\"[1]\"");
    }

    @Test
    void jsonNumbersAreReadQuicklyAndAsIntAndFloatReadThem() throws Exception {
        assertThat(json("json_numbers.differ")).isEqualTo("[]");
        assertThat(json("json_numbers.own")).isEqualTo("[\"i1\", \"f2.5\", {\"a\": \"i3\"}]");
        assertThat(json("json_numbers.hooks")).isEqualTo("[[[\"a\", 1], [\"a\", 2.5]], \"object\", \"NaN\"]");
        assertThat(json("json_numbers.quick")).isEqualTo("true");
    }

    @Test
    void asyncioIsThereWhenAScriptWantsIt() throws Exception {
        assertThat(json("a.aio.tools")).isEqualTo("[\"v\", [1, 2], true]");
        assertThat(json("a.aio.forgets")).isEqualTo("\"done\"");
    }

    @Test
    void asyncioImportedByARunningCoroutineTakesItOver() throws Exception {
        // on a source of its own: asyncio must not have been imported in that interpreter before
        try (ScriptSource fresh = new ScriptSource(ScriptSettings.of(Running.ROOT, 1), Running.CLOCK)) {
            var result = new java.util.concurrent.CompletableFuture<BodyResult>();
            fresh.find("late").getFirst().body().start(Running.callOf("key"), result::complete);
            assertThat(result.get(180, java.util.concurrent.TimeUnit.SECONDS))
                    .isEqualTo(new BodyResult.Returned("[true, [1, 2]]", null));
        }
    }

    @Test
    void hostClassesAreOutOfReach() throws Exception {
        assertThat(failure("host_class")).contains("access has been denied");
        assertThat(failure("host_import")).contains("Error");
    }
}
