package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.service.Lent;
import java.time.Duration;
import java.util.Optional;
import org.graalvm.polyglot.io.ProcessHandler;
import org.slf4j.event.Level;

/**
 * What an interpreter in which bodies wait tells its worker, and asks of it. Thread-safe but for {@link #stepping} and {@link
 * #ended}, which are the worker's thread's.
 */
public interface Waiting {
    /**
     * Waits until the worker is wanted for something else, {@link #wake} is called, or the time is over.
     *
     * @return whether the worker is wanted: the turn has to end
     */
    boolean await(Duration time);

    /**
     * Waits until the worker is wanted once more, for an interpreter that waits elsewhere, in the system.
     *
     * @return whether it is; false after that time
     */
    boolean awaitWanted(Duration time);

    /** Something inside can go on: ends {@link #await}. From any thread. */
    void wake();

    /**
     * A body goes on now, on the worker's thread: what is printed is its, and only it may be interrupted.
     *
     * @param id of the call; 0 when it has left the interpreter to others
     */
    void stepping(long id);

    /** A body that waited has ended. */
    void ended(long id, BodyResult result);

    /** What a body printed: whole lines or parts of one. After its end it is logged without its name. */
    void printed(long id, boolean error, String text);

    /**
     * What a body logs, with the level it says; output as well, unless its logger leaves out that level.
     *
     * @param id of the call; 0 for the one that is on. After its end it is logged without its name
     */
    void logged(long id, Level level, String text);

    /** An answer of the host's services is there: as {@link #wake}, and {@link #awaitWanted} too. From any thread. */
    void arrived();

    /**
     * What the host lends to a call.
     *
     * @param id of the call; 0 for the one that is on
     * @return empty when there is no such call in this interpreter
     */
    Optional<Lent> lent(long id);

    /**
     * Whether a call was asked to end.
     *
     * @param id of the call; 0 for the one that is on
     * @return true also when there is no such call any more
     */
    boolean isStopping(long id);

    /** Starts the processes that bodies ask for. */
    ProcessHandler processes();
}
