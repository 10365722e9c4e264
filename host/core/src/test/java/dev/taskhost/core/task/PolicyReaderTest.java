package dev.taskhost.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.trigger.CronDialect;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private final List<String> problems = new ArrayList<>();

    @Test
    void readsEveryPolicyAndLeavesTheUsersKeysAlone() {
        TaskPolicy policy = PolicyReader.read(
                "{\"timezone\":\"Asia/Shanghai\",\"kwargs\":{\"days\":7},\"misfire_grace\":5,\"timeout\":0.5,"
                        + "\"priority\":-3,\"isolation\":\"fresh\",\"mine\":[]}",
                problems);
        assertThat(problems).isEmpty();
        assertThat(policy.timezone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(policy.kwargs()).containsEntry("days", 7L);
        assertThat(policy.misfireGrace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(policy.priority()).isEqualTo(-3);
        assertThat(policy.isolation()).isEqualTo(Isolation.FRESH);
    }

    @Test
    void aBareValueIsTheShortFormOfAnObject() {
        TaskPolicy policy = PolicyReader.read(
                "{\"retry\":2,\"misfire\":\"run_once\",\"overlap\":\"queue\",\"recover\":true,\"next\":\"b\"}",
                problems);
        assertThat(problems).isEmpty();
        assertThat(policy.retry()).isEqualTo(new RetryPolicy(2, Duration.ofSeconds(10), 2, Duration.ofHours(1), 0.1));
        assertThat(policy.misfire().kind()).isEqualTo(MisfirePolicy.Kind.RUN_ONCE);
        assertThat(policy.overlap()).isEqualTo(new OverlapPolicy(OverlapPolicy.Kind.QUEUE, 100));
        assertThat(policy.recover()).isTrue();
        assertThat(policy.next()).containsExactly("b");
    }

    @Test
    void everyPartCanBeGiven() {
        TaskPolicy policy = PolicyReader.read(
                "{\"retry\":{\"max\":5,\"delay\":1,\"backoff\":3,\"max_delay\":20,\"jitter\":0},"
                        + "\"misfire\":{\"policy\":\"run_all\",\"max\":7},\"overlap\":{\"policy\":\"replace\"},"
                        + "\"next\":[\"b\",\"c\",\"b\"]}",
                problems);
        assertThat(problems).isEmpty();
        RetryPolicy retry = Objects.requireNonNull(policy.retry());
        assertThat(List.of(2, 3, 4, 5, 6))
                .extracting(attempt -> retry.delayBefore(attempt, 0.7).toSeconds())
                .containsExactly(1L, 3L, 9L, 20L, 20L);
        assertThat(policy.misfire()).isEqualTo(new MisfirePolicy(MisfirePolicy.Kind.RUN_ALL, 7));
        assertThat(policy.next()).containsExactly("b", "c");
    }

    @Test
    void jitterSpreadsBothWays() {
        RetryPolicy retry = new RetryPolicy(1, Duration.ofSeconds(10), 1, Duration.ofHours(1), 0.5);
        assertThat(retry.delayBefore(2, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retry.delayBefore(2, 1)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void blankIsAnEmptyObject() {
        TaskPolicy policy = PolicyReader.read("  ", problems);
        assertThat(problems).isEmpty();
        assertThat(policy.retry()).isNull();
        assertThat(policy.misfire()).isEqualTo(MisfirePolicy.SKIP);
        assertThat(policy.overlap()).isEqualTo(OverlapPolicy.SKIP);
        assertThat(policy.recover()).isFalse();
        assertThat(policy.next()).isEmpty();
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
                "{\"timeout\":-1}~extra.timeout is -1",
                "{\"priority\":101}~extra.priority is 101; it has to be a whole number from -100 to 100",
                "{\"priority\":\"high\"}~extra.priority is \"high\"; it has to be a whole number",
                "{\"isolation\":\"jail\"}~extra.isolation is \"jail\"; it has to be one of \"shared\", \"fresh\", \"cpython\", \"process\"",
                "{\"misfire_grace\":-1}~extra.misfire_grace is -1",
                "{\"retry\":0}~extra.retry.max is 0; it has to be a whole number from 1 to 1000",
                "{\"retry\":\"often\"}~extra.retry.max is \"often\"",
                "{\"retry\":{\"max\":2.5}}~extra.retry.max is 2.5",
                "{\"retry\":{\"dealy\":5}}~extra.retry.dealy is not known; extra.retry has max, delay,",
                "{\"retry\":{\"jitter\":2}}~extra.retry.jitter is 2; it has to be a number from 0 to 1",
                "{\"retry\":{\"backoff\":0.5}}~extra.retry.backoff is 0.5",
                "{\"misfire\":\"run\"}~extra.misfire.policy is \"run\"; it has to be one of \"skip\", \"run_once\"",
                "{\"overlap\":{\"policy\":\"queue\",\"max\":0}}~extra.overlap.max is 0",
                "{\"recover\":\"yes\"}~extra.recover is \"yes\"; it has to be true or false",
                "{\"next\":[1]}~extra.next is [1]; it has to be a task_key or a list of them",
                "{\"next\":\"\"}~extra.next is \"\""
            })
    void saysWhatIsWrong(String extra, String message) {
        PolicyReader.read(extra, problems);
        assertThat(problems).singleElement().asString().startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"{}~PT1M", "{\"timeout\":0}~PT0S", "{\"timeout\":5}~PT5S"})
    void theHostsTimeoutCountsWhereARowSaysNothing(String extra, Duration timeout) {
        TaskDefaults defaults = new TaskDefaults(
                ZoneId.of("UTC"), CronDialect.STANDARD, Duration.ofMinutes(1), Duration.ofMinutes(1), Keep.EVERYTHING);
        TaskRow row = new TaskRow(1, "t", "", "f", "interval", "5", "", true, "ready", extra);
        assertThat(TaskDefinition.read(row, defaults).timeout()).isEqualTo(timeout);
    }
}
