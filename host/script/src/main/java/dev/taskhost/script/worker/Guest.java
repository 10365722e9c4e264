package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.catalog.Script;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * One interpreter. All methods are for its worker's thread, except {@link #interrupt} and {@link #close}, which any
 * thread may call. What a script does wrong comes back as a result; what is thrown is the interpreter's own failure.
 */
public interface Guest extends AutoCloseable {
    /**
     * Loads the script unless it is loaded, calls the function and waits for what it returns.
     *
     * @param stop set when the body shall end, for waits outside the interpreter
     */
    BodyResult call(Target target, BodyCall call, StopSignal stop);

    /**
     * Loads the script and looks at the function without calling it.
     *
     * @return {@link BodyResult.Returned} when it can be called, else {@link BodyResult.NotCallable} or {@link
     *     BodyResult.Stopped}
     */
    BodyResult check(Target target, StopSignal stop);

    /**
     * Parses the script without running it.
     *
     * @return {@link BodyResult.Returned}, or {@link BodyResult.Failed} with file, line and the parser's words
     */
    BodyResult parse(Script script);

    /**
     * Interrupts what runs inside.
     *
     * @param wait how long to wait for it to end
     * @throws TimeoutException when it still runs after that
     */
    void interrupt(Duration wait) throws TimeoutException;

    /** Ends everything inside and frees it. Calling it again does nothing. */
    @Override
    void close();
}
