package dev.taskhost.pylib;

import dev.taskhost.core.json.Json;
import dev.taskhost.core.progress.ProgressOperation;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.store.Progress.Report;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A host's side of what tasks say of themselves, for tests: the senders {@code ops} (what nobody is named for) and {@code mail}. The
 * operation {@code heard} answers with what this execution has said; so does a notice to {@code heard}, with its progress. Thread-safe.
 */
final class Heard {
    private final Map<Long, Report> reports = new HashMap<>();
    private final Map<Long, List<Object>> notices = new HashMap<>();

    Map<String, Operation> operations() {
        return Map.of(
                ProgressOperation.NAME,
                new ProgressOperation(InstantSource.system(), this::report),
                "notice",
                (who, arguments) -> notice(who, Json.readObject(arguments.getFirst())),
                "heard",
                (who, arguments) -> CompletableFuture.completedFuture(heard(who)));
    }

    private synchronized void report(Report report) {
        reports.put(report.executionId(), report);
    }

    private synchronized CompletableFuture<String> notice(Borrower who, Map<String, @Nullable Object> notice)
            throws ServiceException {
        Object to = notice.get("to");
        List<?> names = to instanceof List<?> list && !list.isEmpty() ? list : List.of("ops");
        if (names.contains("nobody")) {
            throw new ServiceException(ServiceException.UNKNOWN_RECIPIENT, "nobody is not known; there are ops, mail");
        }
        List<?> answer = names.contains("heard") ? List.of(Json.write(progress(who))) : names;
        notices.computeIfAbsent(who.executionId(), id -> new ArrayList<>()).add(notice);
        CompletableFuture<String> later = new CompletableFuture<>();
        Thread.startVirtualThread(() -> later.complete(Json.write(answer))); // as from a database
        return later;
    }

    private synchronized String heard(Borrower who) {
        Map<String, @Nullable Object> all = new HashMap<>();
        all.put("progress", progress(who));
        all.put("notices", notices.getOrDefault(who.executionId(), List.of()));
        return Json.write(all);
    }

    private @Nullable List<@Nullable Object> progress(Borrower who) {
        Report report = reports.get(who.executionId());
        return report == null ? null : Arrays.asList(report.fraction(), report.text());
    }
}
