package dev.taskhost.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskArgsTest {
    @Test
    void argumentsAreTextsWithoutQuotes() {
        assertThat(TaskArgs.parse("1,2,3")).containsExactly("1", "2", "3");
        assertThat(TaskArgs.parse("\"guess\",\"hello\"")).containsExactly("guess", "hello");
        assertThat(TaskArgs.parse("'a b',c d")).containsExactly("a b", "c d");
    }

    @Test
    void blankMeansNone() {
        assertThat(TaskArgs.parse("")).isEmpty();
        assertThat(TaskArgs.parse("  ")).isEmpty();
    }

    @Test
    void everyCommaCounts() {
        assertThat(TaskArgs.parse("a,,b,")).containsExactly("a", "", "b", "");
    }
}
