package dev.taskhost.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReschedule;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/** db-scheduler with lock-and-fetch (its README: "for high throughput"), its tables as its documentation has them. */
final class DbSchedulerPeer implements Peer {
    private static final int BATCH = 1_000;
    private static final double LOWER = 0.5;
    private static final double UPPER = 4.0;

    private final DataSource pool;
    private final Scheduler scheduler;

    DbSchedulerPeer(DataSource pool, int threads, Recorder recorder) {
        this.pool = pool;
        Schedule everySecond = Schedules.cron("* * * * * *", ZoneOffset.UTC);
        Schedule hourly = Schedules.fixedDelay(Duration.ofHours(1));
        Task<Void> once = Tasks.oneTime("once", Void.class)
                .execute((instance, context) ->
                        recorder.record(context.getExecution().executionTime.toEpochMilli()));
        Task<Void> every = Tasks.custom("every", Void.class).execute((instance, context) -> {
            recorder.record(context.getExecution().executionTime.toEpochMilli());
            return new OnCompleteReschedule<>(everySecond);
        });
        Task<Void> hour =
                Tasks.custom("hour", Void.class).execute((instance, context) -> new OnCompleteReschedule<>(hourly));
        this.scheduler = Scheduler.create(pool, List.of(once, every, hour))
                .threads(threads)
                .pollingInterval(Duration.ofMillis(100))
                .pollUsingLockAndFetch(LOWER, UPPER)
                .jdbcCustomization(new MySQL8JdbcCustomization(true))
                .build();
    }

    @Override
    public void createTables() throws SQLException {
        try (Connection c = pool.getConnection();
                Statement statement = c.createStatement()) {
            statement.execute(
                    "CREATE TABLE scheduled_tasks (task_name VARCHAR(100) NOT NULL, task_instance VARCHAR(100)"
                            + " NOT NULL, task_data BLOB, execution_time TIMESTAMP(6) NOT NULL, picked BOOLEAN NOT NULL,"
                            + " picked_by VARCHAR(50), last_success TIMESTAMP(6) NULL, last_failure TIMESTAMP(6) NULL,"
                            + " consecutive_failures INT, last_heartbeat TIMESTAMP(6) NULL, version BIGINT NOT NULL,"
                            + " priority SMALLINT, PRIMARY KEY (task_name, task_instance),"
                            + " INDEX execution_time_idx (execution_time), INDEX last_heartbeat_idx (last_heartbeat))");
        }
    }

    @Override
    public void scheduleOnce(int count, Instant at) throws SQLException {
        insert("once", count, at);
    }

    @Override
    public void scheduleEverySecond(int count, Instant first) throws SQLException {
        insert("every", count, first);
    }

    @Override
    public void scheduleHourly(int count) throws SQLException {
        insert("hour", count, Instant.now().plus(Duration.ofHours(1)));
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    /** Rows as it writes them itself, many in one statement, which it cannot do. */
    private void insert(String task, int count, Instant at) throws SQLException {
        try (Connection c = pool.getConnection();
                PreparedStatement statement = c.prepareStatement(
                        "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                                + " VALUES (?, ?, ?, 0, 1)")) {
            c.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                statement.setString(1, task);
                statement.setString(2, at.toEpochMilli() + "-" + i);
                statement.setTimestamp(3, Timestamp.from(at));
                statement.addBatch();
                if (i % BATCH == BATCH - 1 || i == count - 1) {
                    statement.executeBatch();
                    c.commit();
                }
            }
            c.setAutoCommit(true);
        }
    }
}
