package dev.taskhost.plugin.call;

import dev.taskhost.api.Notice;
import dev.taskhost.api.Redis;
import dev.taskhost.api.TaskContext;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.progress.ProgressOperation;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What a task sees of its execution. Thread-safe. */
final class CallContext implements TaskContext {
    private final BodyCall call;
    private final Borrowed borrowed;
    private final Map<String, Object> kwargs;
    private final System.Logger logger;
    private volatile boolean cancelled;

    CallContext(BodyCall call, Borrowed borrowed) {
        this.borrowed = borrowed;
        this.call = call;
        // Not Map.copyOf: JSON has null values, and an order.
        this.kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(call.kwargs()));
        this.logger = new TaskLogger(call);
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public String taskKey() {
        return call.taskKey();
    }

    @Override
    public List<String> args() {
        return call.args();
    }

    @Override
    public Map<String, Object> kwargs() {
        return kwargs;
    }

    @Override
    public long executionId() {
        return call.executionId();
    }

    @Override
    public String traceId() {
        return call.traceId();
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void progress(double fraction, String text) {
        TaskContext.super.progress(fraction, text); // checks it
        borrowed.ask(ProgressOperation.NAME, Double.toString(fraction), text);
    }

    @Override
    public void progress(String text) {
        borrowed.ask(ProgressOperation.NAME, "", text);
    }

    @Override
    public List<String> notice(Notice notice) {
        Object told = Json.read(borrowed.ask("notice", json(notice)));
        return told instanceof List<?> senders
                ? senders.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String json(Notice notice) {
        return Json.write(
                Map.of("text", notice.text(), "title", notice.title(), "to", notice.to(), "urgent", notice.urgent()));
    }

    @Override
    public DataSource mysql(String alias) {
        return borrowed.mysql(alias);
    }

    @Override
    public String secret(String name) {
        return borrowed.secret(name);
    }

    @Override
    public Redis redis(String alias) {
        return borrowed.redis(alias);
    }

    @Override
    public Map<String, Object> config(String name) {
        return borrowed.facts().config(name);
    }

    @Override
    public Clock clock() {
        return borrowed.facts().clock();
    }
}
