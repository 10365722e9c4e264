package dev.taskhost.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.StoreUnavailableException;
import dev.taskhost.core.task.Keep;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.trigger.CronDialect;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseHolderTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private long epoch;
    private boolean away;
    private int recovered;

    private final LeaseHolder holder = new LeaseHolder(nodes(), settings(), () -> 0, event -> {});

    @Test
    void aLeaseIsKeptUntilItIsLost() {
        Lease first = holder.get();
        assertThat(holder.get()).isEqualTo(first);
        holder.lost(null);
        holder.lost(new Lease("a", 0));
        assertThat(holder.get()).isEqualTo(first);
        holder.lost(first);
        assertThat(holder.get()).isNotEqualTo(first);
    }

    /** Nothing may be started before the executions of the life before are ended. */
    @Test
    void joiningThatFailsHalfWayIsDoneAgainWhole() {
        holder.lost(holder.get());
        away = true;
        assertThatThrownBy(holder::get).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(holder::get).isInstanceOf(StoreUnavailableException.class);
        away = false;
        assertThat(holder.get().epoch()).isEqualTo(4);
        assertThat(recovered).as("of the first and of the last").isEqualTo(2);
    }

    /** Joins always, and recovers unless the database is away. */
    private Nodes nodes() {
        return (Nodes) Proxy.newProxyInstance(
                Nodes.class.getClassLoader(), new Class<?>[] {Nodes.class}, (proxy, method, args) -> {
                    if (method.getName().equals("join")) {
                        return new Lease("a", ++epoch);
                    }
                    if (method.getName().equals("recover")) {
                        if (away) {
                            throw new StoreUnavailableException("away", new IllegalStateException("away"));
                        }
                        recovered++;
                        return List.of();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static SchedulerSettings settings() {
        return new SchedulerSettings(
                NodeInfo.named("a"),
                new TaskDefaults(ZoneOffset.UTC, CronDialect.STANDARD, SECOND, Duration.ZERO, new Keep(10, 1)),
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                SECOND.multipliedBy(5),
                Duration.ZERO,
                0);
    }
}
