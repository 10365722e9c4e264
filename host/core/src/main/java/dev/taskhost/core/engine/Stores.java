package dev.taskhost.core.engine;

import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.TaskQueue;
import dev.taskhost.core.store.TaskTable;

/** The database, as the scheduler needs it. */
public record Stores(
        TaskTable tasks, Ledger ledger, TaskQueue queue, Nodes nodes, Retention retention, Outputs outputs) {}
