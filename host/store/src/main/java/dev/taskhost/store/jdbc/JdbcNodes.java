package dev.taskhost.store.jdbc;

import dev.taskhost.core.body.Load;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.NodeTakenException;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    /** Read by {@link #readInfo}. */
    private static final String NODE_INFO = "node, incarnation, pid, place, version";

    private final Database database;
    private final InstantSource clock;
    private final boolean noted;

    /** Leases whose first recovery is done; that one always looks, the later ones only after a death. */
    private final Set<Lease> looked = ConcurrentHashMap.newKeySet();

    /**
     * @param clock gives the end of executions declared lost
     * @param noted whether what people are told of is written down
     */
    public JdbcNodes(Database database, InstantSource clock, boolean noted) {
        this.database = database;
        this.clock = clock;
        this.noted = noted;
    }

    @Override
    public Lease join(NodeInfo self, Duration deadAfter) {
        String now = database.dialect().nowMillis();
        return database.write("join as host " + self.node(), c -> {
            Bulk.execute(
                    c,
                    "INSERT IGNORE INTO task_node (node, epoch, state, started_at, heartbeat_at)"
                            + " VALUES (?, 0, 'left', 0, 0)",
                    self.node());
            Standing before = standing(c, self.node());
            refuseIfAlive(before, self, deadAfter);
            long epoch = before.epoch() + 1;
            Bulk.execute(
                    c,
                    "UPDATE task_node SET epoch = ?, state = 'live', started_at = " + now + ", heartbeat_at = " + now
                            + ", incarnation = ?, pid = ?, place = ?, version = ?, running = 0, waiting = 0, abandoned = 0 WHERE node = ?",
                    epoch,
                    self.incarnation(),
                    self.pid(),
                    self.place(),
                    self.version(),
                    self.node());
            return new Lease(self.node(), epoch);
        });
    }

    /** A row of {@code task_node} as it stands. */
    private record Standing(long epoch, boolean live, long silentMillis, NodeInfo node) {}

    private Standing standing(Connection c, String node) throws SQLException {
        return Bulk.query(
                        c,
                        "SELECT epoch, state, " + database.dialect().nowMillis() + " - heartbeat_at, " + NODE_INFO
                                + " FROM task_node WHERE node = ? FOR UPDATE",
                        r -> new Standing(r.getLong(1), "live".equals(r.getString(2)), r.getLong(3), readInfo(r, 4)),
                        node)
                .getFirst();
    }

    private static void refuseIfAlive(Standing before, NodeInfo self, Duration deadAfter) {
        NodeInfo other = before.node();
        boolean another = !other.incarnation().equals(self.incarnation())
                && !other.place().equals(self.place());
        if (before.live() && another && before.silentMillis() < deadAfter.toMillis()) {
            throw new NodeTakenException("Another process runs as host " + self.node() + ": process " + other.pid()
                    + " at " + other.place() + ", last heard of " + Math.max(0, before.silentMillis() / 1_000)
                    + " s ago. Was a data folder copied? Delete node.id in the data folder of one of them, and start"
                    + " that one again");
        }
    }

    @Override
    public boolean heartbeat(Lease lease, Report report) {
        String sql = "UPDATE task_node SET heartbeat_at = " + database.dialect().nowMillis()
                + ", offset_ms = ?, uncertainty_ms = ?, running = ?, waiting = ?, abandoned = ? WHERE node = ? AND epoch = ?";
        return database.run(
                        "send a heartbeat",
                        c -> Bulk.execute(
                                c,
                                sql,
                                report.offsetMillis(),
                                report.uncertaintyMillis(),
                                report.running(),
                                report.load().waiting(),
                                report.load().abandoned(),
                                lease.node(),
                                lease.epoch()))
                == 1;
    }

    @Override
    public List<Row> list() {
        String sql = "SELECT state, started_at, " + database.dialect().nowMillis()
                + " - heartbeat_at, offset_ms, uncertainty_ms, running, waiting, abandoned, " + NODE_INFO
                + " FROM task_node ORDER BY node";
        return database.run(
                "list the hosts",
                c -> Bulk.query(
                        c,
                        sql,
                        r -> new Row(
                                readInfo(r, 9),
                                r.getString(1),
                                r.getLong(2),
                                r.getLong(3),
                                new Report(
                                        r.getLong(4), r.getLong(5), r.getInt(6), new Load(r.getInt(7), r.getInt(8))))));
    }

    private static NodeInfo readInfo(ResultSet r, int first) throws SQLException {
        return new NodeInfo(
                r.getString(first),
                r.getString(first + 1),
                r.getLong(first + 2),
                r.getString(first + 3),
                r.getString(first + 4));
    }

    @Override
    public List<Lost> recover(Lease lease, Duration deadAfter) {
        boolean first = !looked.contains(lease);
        List<Lost> lost = database.write(
                "recover what dead hosts left",
                c -> new Recovery(c, database.dialect(), lease, clock.millis(), noted).run(deadAfter, first));
        looked.add(lease);
        return lost;
    }

    @Override
    public List<String> freeForgotten(Lease lease, Duration unchangedFor) {
        return database.write("free forgotten tasks", c -> {
            Fence.checkAlone(c, lease);
            return new Resetting(c, database.dialect(), clock.millis(), noted).freeForgotten(unchangedFor);
        });
    }

    @Override
    public List<String> live(Duration deadAfter) {
        String sql = "SELECT node FROM task_node WHERE state = 'live' AND heartbeat_at >= "
                + database.dialect().nowMillis() + " - ? ORDER BY node";
        return database.run("list the hosts", c -> Bulk.query(c, sql, r -> r.getString(1), deadAfter.toMillis()));
    }

    @Override
    public void leave(Lease lease) {
        database.write(
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
