package dev.taskhost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
    private static final String HEAP =
            "garbage-first heap   total reserved 12345344K, committed 401408K, used 10775K [0x000000050e800000, 0x0000000800000000)";

    private static final String CODE = """
            CodeHeap 'non-profiled nmethods': size=120036Kb used=37074Kb max_used=38230Kb free=82961Kb
             bounds [0x00007f4137ec7000, 0x00007f413a4a7000, 0x00007f413f400000]
            CodeHeap 'profiled nmethods': size=120036Kb used=24670Kb max_used=64725Kb free=95365Kb
             bounds [0x00007f41303ff000, 0x00007f413433f000, 0x00007f4137938000]
            """;

    @Test
    void heapAndCodeAreToldApart() throws IOException {
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
                "7f4137ec7000-7f413a4a7000 rwxp 00000000 00:00 0 ",
                "Rss:               38400 kB",
                "7f41303ff000-7f413433f000 rwxp 00000000 00:00 0 ",
                "Rss:                2560 kB",
                "7f413f400000-7f413f401000 r--s 00000000 fe:00 328742    /usr/lib/modules",
                "Rss:                1024 kB",
                "VmFlags: rd wr mr mw me nr sd");
        ResidentMemory read = ResidentMemory.read(HEAP, CODE, smaps);
        assertThat(read.heapMegabytes()).isEqualTo(101);
        assertThat(read.otherMegabytes()).isEqualTo(4);
        assertThat(read.codeMegabytes()).isEqualTo(40);
        assertThat(read.megabytes()).isEqualTo(145);
    }

    @Test
    void anUnknownAnswerIsAnError() {
        assertThatThrownBy(() -> ResidentMemory.read("no heap", CODE, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no heap");
        assertThatThrownBy(() -> ResidentMemory.read(HEAP, "no code", List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no code");
    }
}
