package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.engine.Inbox.Message.BodyChecked;
import dev.taskhost.core.engine.SchedulerEvent.Fault;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Has bodies loaded before they are needed; results come as messages. Tasks that call one body in one way share its check.
 * Confined to the engine's thread.
 */
final class Checks {
    private final Inbox inbox;
    private final Consumer<SchedulerEvent> events;
    private final Map<Checked, CompletableFuture<String>> checked = new HashMap<>();
    private long generation = Long.MIN_VALUE;

    private record Checked(String body, Isolation isolation) {}

    Checks(EngineParts parts) {
        this.inbox = parts.inbox();
        this.events = parts.events();
    }

    /** Checks a task's body. A task that runs by it already hears only of a reason why it cannot. */
    void check(TaskState task, Body body, Isolation isolation) {
        int id = task.id;
        long of = task.judgement.generation();
        boolean waits = task.waiting != null;
        check(body, isolation, of)
                .thenAccept(reason -> {
                    if (waits || !reason.isEmpty()) {
                        inbox.put(new BodyChecked(id, body.name(), isolation, of, reason));
                    }
                })
                .exceptionally(fault -> {
                    events.accept(new Fault("checking " + body.name(), fault));
                    return null;
                });
    }

    /** Hands a result in again that could not be acted on. */
    void again(BodyChecked result) {
        inbox.put(result);
    }

    /** A check of this generation that found nothing wrong, or is under way, serves all; a bad one is made again. */
    private CompletableFuture<String> check(Body body, Isolation isolation, long of) {
        if (of != generation) {
            checked.clear();
            generation = of;
        }
        Checked key = new Checked(body.name(), isolation);
        CompletableFuture<String> known = checked.get(key);
        if (known == null || !known.getNow("").isEmpty()) {
            known = body.check(isolation);
            checked.put(key, known);
        }
        return known;
    }
}
