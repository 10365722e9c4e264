package dev.taskhost.core.body;

import dev.taskhost.core.json.MaskedJson;
import dev.taskhost.core.text.Masking;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The bodies of another source without secrets in what they say: what they print, return and throw, and why one cannot be called. This
 * is the one way from bodies to the database, so what is masked here is masked in {@code extra}, in rejections, in stored output and in
 * notices. Thread-safe.
 *
 * @param inner has them
 * @param masking knows the secrets
 */
public record MaskedBodies(BodySource inner, Masking masking) implements BodySource {
    @Override
    public List<Candidate> find(String executeFunc) {
        return inner.find(executeFunc).stream()
                .map(found -> new Candidate(found.rank(), new Masked(found.body(), masking)))
                .toList();
    }

    @Override
    public List<String> knownNames() {
        return inner.knownNames();
    }

    @Override
    public List<String> problems() {
        return inner.problems().stream().map(masking::mask).toList();
    }

    @Override
    public long generation() {
        return inner.generation();
    }

    @Override
    public Load load() {
        return inner.load();
    }

    /** One of them. */
    private record Masked(Body inner, Masking masking) implements Body {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public CompletableFuture<String> check(Isolation isolation) {
            return inner.check(isolation).thenApply(masking::mask);
        }

        @Override
        public boolean offers(Isolation isolation) {
            return inner.offers(isolation);
        }

        @Override
        public boolean hasRoom(Isolation isolation) {
            return inner.hasRoom(isolation);
        }

        @Override
        public RunningBody start(BodyCall call, Consumer<BodyResult> done) {
            return inner.start(call.withOutput(masked(call.output())), result -> done.accept(masked(result)));
        }

        private BodyOutput masked(BodyOutput output) {
            return (error, line) -> output.line(error, masking.mask(line));
        }

        private BodyResult masked(BodyResult result) {
            return switch (result) {
                case BodyResult.Returned returned -> masked(returned);
                case BodyResult.Failed(String error) -> new BodyResult.Failed(masking.mask(error));
                case BodyResult.Stopped(String error) -> new BodyResult.Stopped(masking.mask(error));
                case BodyResult.NotCallable(String reason) -> new BodyResult.NotCallable(masking.mask(reason));
            };
        }

        private BodyResult masked(BodyResult.Returned returned) {
            String json = returned.json();
            String note = returned.note();
            return new BodyResult.Returned(
                    json == null ? null : MaskedJson.of(json, masking), note == null ? null : masking.mask(note));
        }
    }
}
