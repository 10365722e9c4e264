package dev.taskhost.api;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One execution, as its {@link Task} sees it. Thread-safe: a task may hand it to threads of its own.
 *
 * <p>The host implements it. Later versions may add methods, always with a default, so that a stand-in written for a
 * plugin's own tests keeps compiling.
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
}
