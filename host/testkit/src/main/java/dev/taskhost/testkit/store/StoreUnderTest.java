package dev.taskhost.testkit.store;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.store.History;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.Progress;
import dev.taskhost.core.store.Requests;
import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.TaskQueue;
import dev.taskhost.core.store.TaskTable;
import java.sql.Connection;

/** A store as one host opens it. */
public interface StoreUnderTest extends AutoCloseable {
    TaskTable tasks();

    Ledger ledger();

    TaskQueue queue();

    Nodes nodes();

    History history();

    Requests requests();

    Retention retention();

    Outputs outputs();

    Progress progress();

    Alarms alarms();

    Outbox outbox();

    /** A connection for what people do with the tables by hand; the caller closes it. */
    Connection connect();

    @Override
    void close();
}
