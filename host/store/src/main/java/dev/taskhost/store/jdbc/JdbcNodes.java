package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hosts. One rule covers restarts and deaths: an execution is lost when its epoch is lower than its host's. Joining raises
 * the epoch, leaving raises it, and so does being declared dead, which thereby fences the dead host off.
 */
public final class JdbcNodes implements Nodes {
    private final Database database;
    private final InstantSource clock;

    /** Leases whose first recovery is done; that one always looks, the later ones only after a death. */
    private final Set<Lease> looked = ConcurrentHashMap.newKeySet();

    /**
     * @param clock gives the end of executions declared lost
     */
    public JdbcNodes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Lease join(String node) {
        String now = database.dialect().nowMillis();
        return database.run("join as host " + node, c -> {
            Bulk.execute(
                    c,
                    "INSERT IGNORE INTO task_node (node, epoch, state, started_at, heartbeat_at)"
                            + " VALUES (?, 0, 'left', 0, 0)",
                    node);
            List<Long> epochs =
                    Bulk.query(c, "SELECT epoch FROM task_node WHERE node = ? FOR UPDATE", r -> r.getLong(1), node);
            long epoch = epochs.getFirst() + 1;
            Bulk.execute(
                    c,
                    "UPDATE task_node SET epoch = ?, state = 'live', started_at = " + now + ", heartbeat_at = " + now
                            + " WHERE node = ?",
                    epoch,
                    node);
            return new Lease(node, epoch);
        });
    }

    @Override
    public boolean heartbeat(Lease lease) {
        String sql = "UPDATE task_node SET heartbeat_at = " + database.dialect().nowMillis()
                + " WHERE node = ? AND epoch = ?";
        return database.run("send a heartbeat", c -> Bulk.execute(c, sql, lease.node(), lease.epoch())) == 1;
    }

    @Override
    public List<Lost> recover(Lease lease, Duration deadAfter) {
        boolean first = !looked.contains(lease);
        List<Lost> lost = database.run(
                "recover what dead hosts left",
                c -> new Recovery(c, database.dialect(), lease, clock.millis()).run(deadAfter, first));
        looked.add(lease);
        return lost;
    }

    @Override
    public List<String> live(Duration deadAfter) {
        String sql = "SELECT node FROM task_node WHERE state = 'live' AND heartbeat_at >= "
                + database.dialect().nowMillis() + " - ? ORDER BY node";
        return database.run("list the hosts", c -> Bulk.query(c, sql, r -> r.getString(1), deadAfter.toMillis()));
    }

    @Override
    public void leave(Lease lease) {
        database.run(
                "leave",
                c -> Bulk.execute(
                        c,
                        "UPDATE task_node SET state = 'left', epoch = epoch + 1 WHERE node = ? AND epoch = ?",
                        lease.node(),
                        lease.epoch()));
    }

    @Override
    public long now() {
        return database.run(
                "read the database's clock",
                c -> Bulk.query(c, "SELECT " + database.dialect().nowMillis(), r -> r.getLong(1))
                        .getFirst());
    }
}
