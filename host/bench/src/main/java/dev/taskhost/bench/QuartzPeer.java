package dev.taskhost.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz, clustered, with the batches its documentation recommends. */
final class QuartzPeer implements Peer {
    private static final int BATCH = 500;
    private static Recorder recorder = new Recorder(0);

    private final Scheduler scheduler;

    private QuartzPeer(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** One of these in a process, as its jobs find their recorder in a static field. */
    static QuartzPeer open(DataSource pool, int threads, Recorder records)
            throws SchedulerException, SQLException, IOException {
        makeTables(pool); // before the scheduler is made, which looks for them
        recorder = records;
        DBConnectionManager.getInstance().addConnectionProvider("pool", new PoolProvider(pool));
        Properties p = new Properties();
        p.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        p.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        p.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(threads));
        p.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        p.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        p.setProperty("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        p.setProperty("org.quartz.jobStore.isClustered", "true");
        p.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        p.setProperty("org.quartz.jobStore.misfireThreshold", "600000");
        p.setProperty("org.quartz.jobStore.dataSource", "pool");
        return new QuartzPeer(new StdSchedulerFactory(p).getScheduler());
    }

    /** The job. */
    public static final class RecordJob implements Job {
        @Override
        @SuppressWarnings("JavaUtilDate") // Quartz's own
        public void execute(JobExecutionContext context) {
            recorder.record(context.getScheduledFireTime().getTime());
        }
    }

    /** Makes its tables by the script it brings. */
    private static void makeTables(DataSource pool) throws SQLException, IOException {
        try (InputStream in =
                        QuartzPeer.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/tables_mysql_innodb.sql");
                Connection c = pool.getConnection();
                Statement statement = c.createStatement()) {
            if (in == null) {
                throw new IOException("Quartz brings no tables_mysql_innodb.sql");
            }
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^#.*$", "");
            for (String sql : script.split(";", -1)) {
                if (!sql.isBlank() && !sql.strip().equalsIgnoreCase("commit")) {
                    statement.execute(sql);
                }
            }
        }
    }

    @Override
    public void createTables() {
        // open made them
    }

    @Override
    public void scheduleOnce(int count, Instant at) throws SchedulerException {
        schedule("once" + at.toEpochMilli(), count, at, null);
    }

    @Override
    public void scheduleEverySecond(int count, Instant first) throws SchedulerException {
        schedule("every", count, first, SimpleScheduleBuilder.repeatSecondlyForever());
    }

    @Override
    public void scheduleHourly(int count) throws SchedulerException {
        schedule("hour", count, Instant.now().plus(Duration.ofHours(1)), SimpleScheduleBuilder.repeatHourlyForever());
    }

    @Override
    public void start() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void stop() throws SchedulerException {
        scheduler.shutdown(false);
    }

    private void schedule(String name, int count, Instant at, @Nullable SimpleScheduleBuilder every)
            throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int i = 0; i < count; i++) {
            JobDetail job =
                    JobBuilder.newJob(RecordJob.class).withIdentity(name + i).build();
            TriggerBuilder<Trigger> trigger =
                    TriggerBuilder.newTrigger().withIdentity(name + i).startAt(Date.from(at));
            jobs.put(
                    job,
                    Set.of(
                            every == null
                                    ? trigger.build()
                                    : trigger.withSchedule(every).build()));
            if (jobs.size() == BATCH || i == count - 1) {
                scheduler.scheduleJobs(jobs, false);
                jobs.clear();
            }
        }
    }

    private record PoolProvider(DataSource pool) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }
}
