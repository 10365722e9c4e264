package dev.taskhost.app.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the report that a JVM writes when it crashes. Thread-safe (no state). */
final class Crash {
    private static final Logger LOG = LoggerFactory.getLogger(Crash.class);
    private static final String FRAME = "# Problematic frame:";
    private static final int HEAD = 60;

    private Crash() {}

    /**
     * What happened, and where: {@code SIGSEGV (0xb) at pc=0x…, in C  [libc.so.6+0x9e]}.
     *
     * @param report its file (-XX:ErrorFile)
     * @return empty when there is none
     */
    static String summary(Path report) {
        if (!Files.exists(report)) {
            return "";
        }
        try (var lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
            List<String> head = lines.limit(HEAD).toList();
            String what = head.stream()
                    .filter(line -> line.startsWith("#  "))
                    .findFirst()
                    .map(line -> line.substring(1).strip().replaceFirst(", pid=.*", ""))
                    .orElse("");
            int frame = head.indexOf(FRAME);
            String where = frame >= 0 && frame + 1 < head.size()
                    ? ", in " + head.get(frame + 1).substring(1).strip()
                    : "";
            return what + where;
        } catch (IOException e) {
            LOG.debug("The report of a crash, {}, cannot be read: {}", report, e.toString());
            return "";
        }
    }
}
