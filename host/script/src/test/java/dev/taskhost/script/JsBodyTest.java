package dev.taskhost.script;

import static dev.taskhost.script.Running.call;
import static dev.taskhost.script.Running.check;
import static dev.taskhost.script.Running.failure;
import static dev.taskhost.script.Running.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsBodyTest {
    @Test
    void argumentsAndPromises() throws Exception {
        BodyResult result = call(
                "wait",
                new BodyCall("kéy", List.of("1", "ü"), Map.of("extra", true), 42, Running.TRACE, BodyOutput.NONE));
        assertThat(result)
                .isEqualTo(new BodyResult.Returned(
                        "[\"kéy\",[\"1\",\"ü\",{\"extra\":true,\"sub_task_id\":42,\"__unique_trace_id__\":\""
                                + Running.TRACE + "\"}]]",
                        null));
    }

    @Test
    void timersWork() throws Exception {
        assertThat(json("timers")).isEqualTo("true");
        assertThat(failure("badTimer")).startsWith("Error: in timer\n    at ").contains("scripts/j.js");
    }

    @Test
    void aPromiseThatCannotSettleFails() throws Exception {
        assertThat(failure("never")).contains("never settles");
    }

    @Test
    void anErrorShowsTheScriptsFrames() throws Exception {
        assertThat(failure("bad")).isEqualTo("TypeError: k.nope is not a function\n    at bad (scripts/j.js:1:35)");
        assertThat(failure("abad"))
                .startsWith("TypeError: asy\n    at abad (scripts/j.js:2:")
                .contains("Caused by: Error: root");
        assertThat(failure("throwsText")).contains("just text");
    }

    @Test
    void bothKindsOfModulesAndMixed() throws Exception {
        assertThat(json("c.js:run")).isEqualTo("\"hé\"");
        assertThat(json("c:other")).isEqualTo("5");
        assertThat(json("m")).isEqualTo("[\"hé\",1]");
    }

    @Test
    void whatIsNoFunctionIsNamedForWhatItIs() throws Exception {
        assertThat(check("num")).isEqualTo("`num` in scripts/j.js is a number, not a function.");
        assertThat(check("K")).contains("is a class");
        assertThat(check("j.gen")).contains("generator function");
        assertThat(check("j:nope")).contains("exports no function `nope`", "wait");
        assertThat(check("bad.js:x")).contains("scripts/bad.js does not load", "let a = ;\n        ^");
        assertThat(check("wait")).isEmpty();
    }

    @Test
    void whatIsNotJsonIsSaid() throws Exception {
        assertThat(call("returnsFunction"))
                .isEqualTo(new BodyResult.Returned(null, "returned a function, which is not JSON-able"));
        assertThat(call("j.big").toString()).contains("not JSON-able");
    }

    @Test
    void hostClassesAreOutOfReach() throws Exception {
        assertThat(failure("hostClass")).contains("Java is not defined");
        assertThat(failure("hostPackage")).contains("java is not defined");
    }
}
