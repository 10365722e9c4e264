package dev.taskhost.script;

import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.worker.Calls;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Parses scripts, a few at a time: a call that comes meanwhile waits for one of them, not for five hundred. Thread-safe.
 *
 * @param calls the workers of a language
 * @param unparsed is told of each that does not parse, as soon as that is known; on any thread
 * @param ending whether it shall stop, as workers then refuse what they have not begun
 */
record SyntaxCheck(Function<Language, Calls> calls, BiConsumer<Script, String> unparsed, BooleanSupplier ending) {
    /** Completes when all were parsed, or when it shall stop. */
    CompletableFuture<@Nullable Void> all(Collection<Script> scripts) {
        List<Script> all = List.copyOf(scripts);
        int lanes = Runtime.getRuntime().availableProcessors();
        return CompletableFuture.allOf(IntStream.range(0, lanes)
                .mapToObj(lane -> from(all, lane, lanes))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<@Nullable Void> from(List<Script> all, int at, int step) {
        if (at >= all.size() || ending.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        Script script = all.get(at);
        return calls.apply(script.language()).parse(script).thenCompose(error -> {
            if (!error.isEmpty() && !ending.getAsBoolean()) {
                unparsed.accept(script, error);
            }
            return from(all, at + step, step);
        });
    }
}
