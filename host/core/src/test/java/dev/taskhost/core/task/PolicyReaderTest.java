package dev.taskhost.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private final List<String> problems = new ArrayList<>();

    @Test
    void readsEveryPolicyAndLeavesTheUsersKeysAlone() {
        TaskPolicy policy = PolicyReader.read(
                "{\"timezone\":\"Asia/Shanghai\",\"kwargs\":{\"days\":7},\"misfire_grace\":5,\"timeout\":0.5,\"mine\":[]}",
                problems);
        assertThat(problems).isEmpty();
        assertThat(policy.timezone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(policy.kwargs()).containsEntry("days", 7L);
        assertThat(policy.misfireGrace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.timeout()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void blankIsAnEmptyObject() {
        TaskPolicy policy = PolicyReader.read("  ", problems);
        assertThat(problems).isEmpty();
        assertThat(policy).isEqualTo(new TaskPolicy(null, policy.kwargs(), null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{oops~extra is not JSON",
                "[1]~extra is not a JSON object",
                "{\"timezone\":\"Mars/Phobos\"}~extra.timezone is \"Mars/Phobos\"",
                "{\"kwargs\":[1]}~extra.kwargs is [1]; it has to be an object",
                "{\"kwargs\":{\"sub_task_id\":1}}~extra.kwargs may not hold sub_task_id",
                "{\"timeout\":\"5\"}~extra.timeout is \"5\"; it has to be a number of seconds above 0",
                "{\"timeout\":0}~extra.timeout is 0",
                "{\"misfire_grace\":-1}~extra.misfire_grace is -1"
            })
    void saysWhatIsWrong(String extra, String message) {
        PolicyReader.read(extra, problems);
        assertThat(problems).singleElement().asString().startsWith(message);
    }
}
