package dev.taskhost.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("test_interval", "test_date", "test_cron", "clean");

    @Test
    void findsTheNearestFirst() {
        assertThat(Nearest.to("quikc", List.of("quick"), 1)).containsExactly("quick");
        assertThat(Nearest.to("test_intervall", NAMES, 3)).containsExactly("test_interval");
        assertThat(Nearest.to("TEST_DATA", NAMES, 3)).startsWith("test_date");
    }

    @Test
    void saysNothingWhenNothingIsNear() {
        assertThat(Nearest.to("payroll", NAMES, 3)).isEmpty();
        assertThat(Nearest.to("", NAMES, 3)).isEmpty();
    }
}
