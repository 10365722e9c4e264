package dev.taskhost.api;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One execution, as its {@link Task} sees it. Thread-safe: a task may hand it to threads of its own.
 *
 * <p>The host implements it. Later versions may add methods, always with a default, so that a stand-in written for a
 * plugin's own tests keeps compiling.
 *
 * <p>For HTTP there is the JDK's {@code java.net.http.HttpClient}; {@code send} ends with the thread's interrupt when the
 * execution is asked to stop. Keep one in a {@code static} field.
 */
public interface TaskContext {
    /**
     * The row's {@code task_key}.
     *
     * @return never null
     */
    String taskKey();

    /**
     * The row's {@code args}: text, always; {@code 1,2} gives {@code ["1", "2"]}.
     *
     * @return immutable, never null, empty when the row has none
     */
    List<String> args();

    /**
     * The argument at a position, or a stand-in when the row has fewer.
     *
     * @param index from 0
     * @param otherwise given when there is no such argument; may be null
     * @return the argument, or {@code otherwise}
     */
    default String arg(int index, String otherwise) {
        List<String> all = args();
        return index >= 0 && index < all.size() ? all.get(index) : otherwise;
    }

    /**
     * The row's {@code extra.kwargs}: values as they come out of JSON, that is String, Boolean, Long, Double, {@link
     * java.math.BigInteger}, List, Map, or null.
     *
     * @return immutable, never null, empty when the row has none
     */
    Map<String, Object> kwargs();

    /**
     * The id of this execution's row in {@code execute_task}.
     *
     * @return greater than 0
     */
    long executionId();

    /**
     * The trace id of this execution, which every line of its log carries.
     *
     * @return 32 hexadecimal digits
     */
    String traceId();

    /**
     * Writes into the host's log, under the name {@code task.<task key>} and with the trace id.
     *
     * @return never null; may be kept and used as long as the execution runs
     */
    System.Logger logger();

    /**
     * Whether this execution was asked to stop, by a timeout, a person or the host's end. Once true it stays true. The
     * thread of the task is interrupted as well; threads that the task started are not, so this is what they ask.
     *
     * @return true when the work should end now
     */
    boolean cancelled();

    /**
     * Says how far this execution is. May be called as often as is convenient: the host keeps the newest word, shows it in {@code
     * taskhost runs} and writes it down once a second and at the end. Never waits for a database. A stand-in that does not
     * implement it only checks the number, as nobody looks.
     *
     * @param fraction from 0.0 to 1.0
     * @param text what it is at; may be empty, not null. What is longer than 200 characters is cut
     * @throws IllegalArgumentException when the fraction is not one
     * @throws IllegalStateException when the execution has ended
     */
    default void progress(double fraction, String text) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("the fraction is " + fraction
                    + "; give a number from 0.0 to 1.0, or the text alone when the amount is not known");
        }
    }

    /**
     * As {@link #progress(double, String)}, without a text.
     *
     * @param fraction from 0.0 to 1.0
     * @throws IllegalArgumentException when the fraction is not one
     * @throws IllegalStateException when the execution has ended
     */
    default void progress(double fraction) {
        progress(fraction, "");
    }

    /**
     * As {@link #progress(double, String)}, where it is not known how much there is to do.
     *
     * @param text what it is at; not null
     * @throws IllegalStateException when the execution has ended
     */
    default void progress(String text) {
        // a stand-in has nobody who looks
    }

    /**
     * Tells people something, through the senders of {@code common.toml}, by chat, mail or webhook. When it returns the notice is
     * in the database, and is sent whatever becomes of this execution or its host.
     *
     * @param notice not null
     * @return the senders that will tell it, immutable; empty when the routes or {@code extra.alert} of the task want nobody told
     * @throws IllegalArgumentException when it is to somebody who is not known; the message names those there are
     * @throws IllegalStateException when there is no sender, the execution has sent too many, it has ended, or the database is away
     */
    default List<String> notice(Notice notice) {
        throw new IllegalStateException("there is no host here, so nobody can be told: " + notice.text());
    }

    /**
     * As {@link #notice(Notice)}, to whom the task's notices go.
     *
     * @param text not blank
     * @return as above
     * @throws IllegalArgumentException when the text is blank
     * @throws IllegalStateException as above
     */
    default List<String> notice(String text) {
        return notice(Notice.of(text));
    }

    /**
     * A database of {@code mysql.toml}: connections of the host's pool, which belong to this execution. Close each as soon as it
     * is not needed; that rolls back and makes it as new. One that is open when the execution ends is broken off.
     *
     * @param alias the name of its table, such as {@code default}
     * @return thread-safe, never null; to be used as long as the execution runs
     * @throws IllegalArgumentException when there is no such table; the message names those there are
     * @throws IllegalStateException in a process of its own ({@code extra.isolation = "process"}), which the connections of the host's
     *     pools do not reach, or when the execution has ended
     */
    default DataSource mysql(String alias) {
        throw new IllegalStateException("there are no pools here, so there is no [" + alias + "]");
    }

    /**
     * A secret of {@code [secrets]} in {@code common.toml}, as it is now: one that stands in a file is read anew each time. The host
     * masks it in logs, output, results and errors.
     *
     * @param name its key there
     * @return never null or empty
     * @throws IllegalArgumentException when there is no such secret; the message names those there are
     * @throws IllegalStateException when this task may not have it, its file cannot be read, there are no secrets where the
     *     execution runs, or it has ended
     */
    default String secret(String name) {
        throw new IllegalStateException("there are no secrets here, so there is no " + name);
    }

    /**
     * A Redis of {@code redis.toml}, by connections of the host's pool.
     *
     * @param alias the name of its table, such as {@code default}
     * @return thread-safe, never null; to be used as long as the execution runs
     * @throws IllegalArgumentException when there is no such table; the message names those there are
     * @throws IllegalStateException when there are no pools where the execution runs, or it has ended
     */
    default Redis redis(String alias) {
        throw new IllegalStateException("there are no pools here, so there is no [" + alias + "]");
    }

    /**
     * The values of a file of the host's configuration as it was read at the start, with {@code ${NAME}} filled in, passwords too, and
     * without defaults for what does not stand there. A plugin's own settings belong into the table {@code [custom]} of
     * {@code common.toml}.
     *
     * @param name {@code common}, {@code logger}, {@code mysql} or {@code redis}
     * @return immutable, never null: a map for each table, and values as {@link #kwargs} has them
     * @throws IllegalArgumentException when there is no such file; the message names those there are
     * @throws IllegalStateException when there is no configuration where the execution runs
     */
    default Map<String, Object> config(String name) {
        throw new IllegalStateException("there is no configuration here, so there is no " + name + ".toml");
    }

    /**
     * The host's clock, in the time zone in which it reads cron: {@code LocalDate.now(context.clock())} is the day it is there.
     *
     * @return never null; here, for stand-ins, the system's
     */
    default Clock clock() {
        return Clock.system(ZoneId.systemDefault());
    }
}
