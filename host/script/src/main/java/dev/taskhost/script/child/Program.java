package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.library.LogRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process is started with, and how what it says is read: the part of a {@link ChildPool} that differs between kinds of
 * processes. Immutable, thread-safe.
 *
 * <p>A process connects to the socket {@code link} in its private folder, and speaks in frames as {@link Link} describes: first it is
 * sent {@link #setup}, and says {@code ready}; then for each call it is sent {@link Request}'s frame, and says {@code answer}; asked to {@code
 * stop} it says {@code stood}. Meanwhile it may {@link Ask}, of any of its threads. After each call it writes a mark to both of its standard streams. It ends at {@code end}, and when the connection is closed.
 */
public interface Program {
    /** The name of the socket in the private folder. */
    String LINK = "link";

    /** The same for those that are interchangeable: a process of one can do the calls of the other. */
    String identity();

    /** What executions in it run on: {@code scripts 12 3fa9c1d2}. */
    String generationLabel();

    /** What a person calls such a process: {@code Python process}. */
    String noun();

    /**
     * How to start one. It has to connect to {@link #LINK}, and to lead a session of its own (setsid(2)).
     *
     * @param folder private to it, and deleted when it has ended
     * @throws StartFailedException when it cannot be started
     */
    ProcessBuilder process(Path folder) throws StartFailedException;

    /**
     * The first thing the process is told.
     *
     * @param folder private to it
     * @param mark what it writes to its output after each call, in ASCII
     * @throws StartFailedException when that is not possible any more
     */
    Map<String, Object> setup(Path folder, String mark) throws StartFailedException;

    /** What its first words mean when they are not {@code ready}. */
    StartFailedException refusal(Map<String, @Nullable Object> said);

    /** Why it did not start, for a person: {@code what} in a sentence that begins with the program, and what to do. */
    StartFailedException failure(String what);

    /**
     * The result that its answer stands for.
     *
     * @param answer a letter for the kind, then the text
     */
    BodyResult result(String answer);

    /** File names of a text as the user knows them. */
    String shown(String text);

    /**
     * How a process has ended, as a predicate: {@code ended with exit code 4}.
     *
     * @param exit as {@link Process#exitValue} gives it
     * @param folder its private folder, with what it may have left there
     */
    String death(int exit, Path folder);

    /** Where it stood when it ended, as far as it has left that in its folder: lines of a traceback, or nothing. */
    String frames(Path folder);

    /** Whether it writes where it stands to {@code dump} in its folder when it gets SIGUSR1. */
    boolean dumps();

    /** How long a call that is asked to stop has for that, before its process is killed. */
    Duration cleanUp();

    /** Whether it puts the mark of a call into the environment of what that call starts; else the mark is the process's own. */
    boolean marksCalls();

    /** Where goes what loggers of scripts log in its processes. */
    LogRecords log();
}
