package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptWorkersTest {
    @ParameterizedTest
    @CsvSource({
        "1, 8192, 16",
        "2, 8192, 16",
        "8, 16384, 64",
        "64, 4096, 16",
        "2, 512, 2",
        "2, 64, 1",
        "512, 1048576, 256"
    })
    void followFromProcessorsAndHeap(int processors, long heapMegabytes, int workers) {
        assertThat(ScriptWorkers.byDefault(processors, heapMegabytes << 20)).isEqualTo(workers);
    }
}
