package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.output.OutputFlusher;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What the parts of an engine are made from. */
record EngineParts(
        SchedulerSettings settings,
        Stores stores,
        BodyLookup bodies,
        SyncedClock clock,
        ClockSync clockSync,
        TraceIds traceIds,
        LeaseHolder lease,
        Inbox inbox,
        Wanted wanted,
        Pause betweenLooks,
        Availability availability,
        OutputFlusher output,
        Executor writerThreads,
        Consumer<SchedulerEvent> events) {}
