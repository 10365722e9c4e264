package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Generation;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a change of the scripts does to a pool's workers. Confined to its pool's lock. */
final class Renewal {
    private final Succession scripts;
    private final Crew crew;
    private final Staffing staffing;
    private final Reserve reserve;
    private final boolean opensSlowly;

    /**
     * @param opensSlowly as {@link GuestFactory#opensSlowly}: else none is kept in reserve
     */
    Renewal(Succession scripts, Crew crew, Staffing staffing, boolean opensSlowly) {
        this.scripts = scripts;
        this.crew = crew;
        this.staffing = staffing;
        this.reserve = staffing.reserve();
        this.opensSlowly = opensSlowly;
    }

    /** As {@link Pool#expectChanges}. */
    void expectChanges() {
        if (opensSlowly) {
            reserve.keep();
        }
    }

    /** As {@link Pool#prepare}, while the pool is open. */
    CompletableFuture<@Nullable Void> prepare(Generation next) {
        boolean wanted = crew.mayGrow() && crew.mustRenew(next);
        CompletableFuture<@Nullable Void> kept = wanted ? reserve.readyFor(next) : null;
        boolean lacks = wanted && kept == null;
        CompletableFuture<@Nullable Void> open = scripts.prepare(next, lacks);
        if (lacks) {
            staffing.startNew();
        }
        return kept == null ? open : kept;
    }

    /** These are in charge; workers that have others see to themselves. */
    void become(Generation now) {
        scripts.become(now);
        reserve.follow();
        if (!crew.hasFresh() && crew.mayGrow() && crew.mustRenew(now)) {
            var _ = staffing.startReserve();
        }
        if (crew.size() > 0) {
            expectChanges();
        }
    }
}
