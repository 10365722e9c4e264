package dev.taskhost.api;

/**
 * Something a row of the {@code task} table can run.
 *
 * <p>A whole task:
 *
 * <pre>{@code
 * @TaskName("clean_orders")
 * public class CleanOrders implements Task {
 *     @Override
 *     public Object run(TaskContext context) {
 *         context.logger().log(System.Logger.Level.INFO, "cleaning {0}", context.args());
 *         return Map.of("deleted", 42);
 *     }
 * }
 * }</pre>
 *
 * <p>The class needs a constructor without parameters and a line with its name in the jar's {@code
 * META-INF/services/dev.taskhost.api.Task}.
 *
 * <p><b>Life.</b> The host makes a new instance for every execution and calls {@link #run} on it once, so fields are
 * not shared between executions; what must be shared goes into a {@code static} field and is then shared by all
 * executions of that version of the jar. One more instance is made, and dropped, when the jar is loaded, to find a
 * broken constructor before a fire time does: keep constructors cheap.
 *
 * <p><b>Threads.</b> Each execution has a thread of its own, with the plugin's class loader as context class loader.
 * Several executions of one class may run at the same time.
 *
 * <p><b>Being stopped.</b> On a timeout, a cancellation or the host's end the thread is interrupted and {@link
 * TaskContext#cancelled()} turns true. Blocking calls of the JDK then throw; a loop that only computes should ask
 * {@code cancelled()} now and then. A task that goes on regardless is abandoned: it is recorded as stopped, and what it
 * returns later is dropped.
 */
@FunctionalInterface
public interface Task {
    /**
     * Does the work of one execution.
     *
     * <p>The returned value is kept as JSON in the execution's {@code extra.result}. These can be: null (nothing is
     * kept), text ({@link CharSequence}, {@link Character}), {@link Boolean}, every {@link Number} except NaN and the
     * infinities, {@link java.util.Map} with keys of text, numbers, booleans or enums, {@link
     * java.util.Collection}, arrays, records (an object of their components), enums (their name), {@link
     * java.util.Optional}, {@link java.util.UUID}, {@link java.util.Date} and the types of {@code java.time} (their ISO
     * form), one in another as deep as 100. Of anything else no result is kept, and the execution carries a note that says so; it is a success all the
     * same.
     *
     * @param context the execution; never null
     * @return the result, or null for none
     * @throws Exception when the execution has failed; its stack trace is kept in {@code extra.err}
     */
    Object run(TaskContext context) throws Exception;
}
