package dev.taskhost.core.engine;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * Which host serves a task first, while several are alive: each computes the same order of hosts for a task from their
 * names alone (rendezvous hashing), so nobody has to be asked, tasks spread evenly, and a host that comes or goes moves
 * only its own share. It is a matter of speed and spread only: whoever comes late is turned away by the ledger, and
 * whatever its first host does not serve in time, the next ones in the order do.
 *
 * <p>Confined to the engine's thread.
 */
final class Homes {
    /** How long a fire time is left to the host before in the order. */
    static final Duration TAKE_OVER_AFTER = Duration.ofMillis(500);

    private final String self;
    private List<String> live;

    Homes(String self) {
        this.self = self;
        this.live = List.of(self);
    }

    /** The hosts that are alive now; this one always counts. Answers whether anything changed. */
    boolean set(List<String> hosts) {
        TreeSet<String> all = new TreeSet<>(hosts);
        all.add(self);
        if (live.equals(List.copyOf(all))) {
            return false;
        }
        live = List.copyOf(all);
        return true;
    }

    /** Whether no other host is alive. */
    boolean alone() {
        return live.size() == 1;
    }

    /** How many hosts come before this one in the task's order; 0: it is ours to serve. */
    int rank(int taskId) {
        if (alone()) {
            return 0;
        }
        long own = weight(self, taskId);
        int before = 0;
        for (String host : live) {
            long weight = weight(host, taskId);
            if (weight > own || (weight == own && host.compareTo(self) < 0)) {
                before++;
            }
        }
        return before;
    }

    /** Mixes name and task (the finalizer of SplitMix64) so that neighbouring ids spread. */
    private static long weight(String host, int taskId) {
        long z = host.hashCode() * 0x9E3779B97F4A7C15L + taskId * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
