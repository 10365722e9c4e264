package dev.taskhost.testkit.engine;

import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Nodes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Hosts of a real database, whose clock is the test's as far as the engine asks for it. */
record NodesOnClock(Nodes nodes, InstantSource clock) implements Nodes {
    @Override
    public long now() {
        return clock.millis();
    }

    @Override
    public Lease join(NodeInfo self, Duration deadAfter) {
        return nodes.join(self, deadAfter);
    }

    @Override
    public boolean heartbeat(Lease lease, Report report) {
        return nodes.heartbeat(lease, report);
    }

    @Override
    public List<Lost> recover(Lease lease, Duration deadAfter) {
        return nodes.recover(lease, deadAfter);
    }

    @Override
    public List<String> freeForgotten(Lease lease, Duration unchangedFor) {
        return nodes.freeForgotten(lease, unchangedFor);
    }

    @Override
    public List<String> live(Duration deadAfter) {
        return nodes.live(deadAfter);
    }

    @Override
    public List<Row> list() {
        return nodes.list();
    }

    @Override
    public void leave(Lease lease) {
        nodes.leave(lease);
    }
}
