package dev.taskhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process costs, as Linux tells it (proc(5)). */
final class Cpu {
    private Cpu() {}

    /** CPU time used so far. */
    static Duration used(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** CPU time that a host and its database server had used at a moment. */
    record Both(long host, long server, Duration hostUsed, Duration serverUsed) {
        static Both used(long host, long server) {
            return new Both(host, server, Cpu.used(host), Cpu.used(server));
        }

        /** Adds what was used since, for each of so many executions. */
        void put(Figures figures, int executions) {
            Both now = used(host, server);
            figures.put("host CPU µs each", now.hostUsed.minus(hostUsed).toNanos() / 1_000.0 / executions)
                    .put("server CPU µs each", now.serverUsed.minus(serverUsed).toNanos() / 1_000.0 / executions);
        }
    }

    /** Resident memory in MB. */
    static double residentMegabytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return Double.NaN;
    }
}
