package dev.taskhost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
    private static final String HEAP =
            "garbage-first heap   total reserved 12345344K, committed 401408K, used 10775K [0x000000050e800000, 0x0000000800000000)";

    @Test
    void theHeapIsToldApart() throws IOException {
        List<String> smaps = List.of(
                "2e001000-2ed95000 rw-p 00001000 fe:00 328742    /usr/lib/classes.jsa",
                "Size:              13904 kB",
                "Rss:                2048 kB",
                "50e800000-527000000 rw-p 00000000 00:00 0 ",
                "Rss:              102400 kB",
                "527000000-800000000 ---p 00000000 00:00 0 ",
                "Rss:                1024 kB",
                "7f1000000000-7f1000021000 rw-p 00000000 00:00 0 ",
                "Rss:                1024 kB",
                "VmFlags: rd wr mr mw me nr sd");
        ResidentMemory read = ResidentMemory.read(HEAP, smaps);
        assertThat(read.heapMegabytes()).isEqualTo(101);
        assertThat(read.otherMegabytes()).isEqualTo(3);
    }

    @Test
    void anUnknownAnswerIsAnError() {
        assertThatThrownBy(() -> ResidentMemory.read("no heap", List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no heap");
    }
}
