package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * One interpreter, in which one body runs and any number wait. All methods are for its worker's thread, except {@link
 * #interrupt}, {@link #couldFollow} and {@link #close}, which any thread may call, and {@link #follow}. What a script does wrong comes back as a result; what is thrown
 * is the interpreter's own failure.
 */
public interface Guest extends AutoCloseable {
    /**
     * Loads the script unless it is loaded, and calls the function.
     *
     * @param id tells the call from others in this interpreter
     * @return its result; empty when it waits for something: it goes on in {@link #turn}, and its result goes to {@link
     *     Waiting#ended}
     */
    Optional<BodyResult> call(long id, Target target, BodyCall call);

    /** Lets the bodies that wait go on, until none is left or {@link Waiting#await} says that the worker is wanted. */
    void turn();

    /**
     * Ends a body that waits, as the language does that; its result goes to {@link Waiting#ended}, perhaps not before a few
     * turns. Does nothing when it has ended.
     *
     * @param hard not to ask it any more: it never goes on
     */
    void cancel(long id, boolean hard);

    /**
     * To be called after an interrupt has hit a body in {@link #turn}, so that the others can go on; its result does not go to
     * {@link Waiting#ended}.
     *
     * @param thrown what came out of that turn
     * @return {@link BodyResult.Stopped} with where it stood, as far as that is known
     */
    BodyResult recover(long id, RuntimeException thrown);

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

    /** By any thread that is inside: the call it works for; 0 when that is not known. */
    long ofThread();

    /**
     * Goes on with the scripts of a later generation, where all that was loaded is the same in it and nothing has come that was
     * looked for in vain; while nothing runs or waits here, by any thread.
     *
     * @return whether it does; else another interpreter has to be opened for that generation
     */
    boolean follow(Generation later);

    /** By any thread: whether {@link #follow} would do that, as far as is known now. */
    boolean couldFollow(Generation later);

    /** Whether anything of a script was ever loaded in it. */
    boolean isUsed();

    /** Threads inside that bodies have started. */
    enum Threads {
        /** None is at work. */
        NONE,
        /** Some are, all of bodies that were stopped. */
        OF_STOPPED,
        /** Some are, of a body that waits or has ended by itself among them. */
        OF_OTHERS
    }

    /** Which threads of bodies are at work. */
    Threads threads();

    /**
     * Ends all threads inside, while the worker's own is outside; bodies that wait go on afterwards.
     *
     * @param most how long that may take
     * @return whether they have ended
     */
    boolean endThreads(Duration most);

    /** Does for a moment what bodies that wait will do, so that it is compiled when they come; only while none waits here. */
    void rehearse();

    /**
     * Interrupts what runs inside.
     *
     * @param wait how long to wait for it to end
     * @throws TimeoutException when it still runs after that
     */
    void interrupt(Duration wait) throws TimeoutException;

    /**
     * Closes files and sockets that are open inside, as nobody else would: those of bodies that were stopped, and the loop's own.
     * By the worker's thread, just before {@link #close}; not for an interpreter that a thread cannot be got out of.
     */
    void closeFiles();

    /** Ends everything inside and frees it. Calling it again does nothing. */
    @Override
    void close();
}
