package dev.taskhost.core.engine;

import dev.taskhost.core.progress.ProgressFlusher;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.TaskQueue;
import dev.taskhost.core.store.TaskTable;

/**
 * The database, as the scheduler needs it.
 *
 * @param progress what bodies say of how far they are, which the scheduler has written from time to time
 */
public record Stores(
        TaskTable tasks,
        Ledger ledger,
        TaskQueue queue,
        Nodes nodes,
        Retention retention,
        Outputs outputs,
        ProgressFlusher progress) {}
