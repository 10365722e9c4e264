package dev.taskhost.core.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodySource.Candidate;
import dev.taskhost.core.body.BodySource.Rank;
import dev.taskhost.core.text.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What bodies say has no secrets in it, however they end. */
class MaskedBodiesTest {
    private final Masking masking = new Masking();

    MaskedBodiesTest() {
        masking.learn("hunter2!");
    }

    static List<List<BodyResult>> results() {
        return List.of(
                List.of(
                        new BodyResult.Returned("[\"hunter2!\"]", "hunter2! is kept"),
                        new BodyResult.Returned("[\"***\"]", "*** is kept")),
                List.of(new BodyResult.Returned(null, null), new BodyResult.Returned(null, null)),
                List.of(new BodyResult.Failed("E: hunter2!"), new BodyResult.Failed("E: ***")),
                List.of(new BodyResult.Stopped("at hunter2!"), new BodyResult.Stopped("at ***")),
                List.of(new BodyResult.NotCallable("no hunter2!"), new BodyResult.NotCallable("no ***")));
    }

    @ParameterizedTest
    @MethodSource("results")
    void resultsAndOutput(List<BodyResult> pair) {
        List<String> printed = new ArrayList<>();
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        BodyCall call =
                new BodyCall("k", List.of(), Map.of(), 1, "trace", (error, line) -> printed.add(error + " " + line));

        body(pair.getFirst()).start(call, result::complete);

        assertThat(result).isCompletedWithValue(pair.getLast());
        assertThat(printed).containsExactly("true says ***");
    }

    @Test
    void whyItCannotBeCalled() {
        assertThat(body(new BodyResult.Failed("")).check(Isolation.SHARED)).isCompletedWithValue("*** is missing");
        assertThat(source(new BodyResult.Failed("")).problems()).containsExactly("*** does not load");
    }

    private Body body(BodyResult result) {
        return source(result).find("f").getFirst().body();
    }

    private BodySource source(BodyResult result) {
        return new MaskedBodies(new Talkative(result), masking);
    }

    /** One body that tells the secret wherever it can. */
    private record Talkative(BodyResult result) implements BodySource, Body {
        @Override
        public List<Candidate> find(String executeFunc) {
            return List.of(new Candidate(Rank.EXPLICIT, this));
        }

        @Override
        public List<String> knownNames() {
            return List.of("f");
        }

        @Override
        public List<String> problems() {
            return List.of("hunter2! does not load");
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public Load load() {
            return Load.NONE;
        }

        @Override
        public String name() {
            return "f";
        }

        @Override
        public CompletableFuture<String> check(Isolation isolation) {
            return CompletableFuture.completedFuture("hunter2! is missing");
        }

        @Override
        public boolean offers(Isolation isolation) {
            return true;
        }

        @Override
        public boolean hasRoom(Isolation isolation) {
            return true;
        }

        @Override
        public RunningBody start(BodyCall call, Consumer<BodyResult> done) {
            call.output().line(true, "says hunter2!");
            done.accept(result);
            return () -> {};
        }
    }
}
