package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.LeaseLostException;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The first statement of every write: shares the host's own row of {@code task_node} with its other writes to the end of
 * the transaction, so that nobody can supersede the lease between this look and the commit. Declaring a host dead means
 * raising its epoch, which waits for that row: what the host committed before is seen then, what it tries later fails here.
 */
final class Fence {
    private Fence() {}

    /** For the writes of executions and plans. Throws {@link LeaseLostException} when the lease is superseded. */
    static void check(Write w) throws SQLException {
        check(w.c(), w.lease(), w.dialect().sharedLock());
    }

    /** For what no other write of this host may go beside; throws as above. */
    static void checkAlone(Connection c, Lease lease) throws SQLException {
        check(c, lease, "FOR UPDATE");
    }

    private static void check(Connection c, Lease lease, String lock) throws SQLException {
        List<Long> epochs =
                Bulk.query(c, "SELECT epoch FROM task_node WHERE node = ? " + lock, r -> r.getLong(1), lease.node());
        if (epochs.isEmpty() || epochs.getFirst() != lease.epoch()) {
            throw new LeaseLostException("Host " + lease.node() + " may not write any more: its lease has epoch "
                    + lease.epoch() + ", and the database "
                    + (epochs.isEmpty() ? "knows none" : "has " + epochs.getFirst())
                    + ". Another process joined under this name, or this host was silent for so long that the others"
                    + " declared it dead and freed its tasks.");
        }
    }
}
