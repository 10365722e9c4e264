package dev.taskhost.core.body;

import java.util.List;

/** Where {@code execute_func} is looked up: the scripts are one source, the plugins another. Thread-safe. */
public interface BodySource {
    /**
     * All that a name may mean here. Names are data: nothing is evaluated, and nothing outside the source's folder is
     * looked at. Fast (no file is run).
     */
    List<Candidate> find(String executeFunc);

    /** Names that could have been meant, for "did you mean"; in the form in which a row would write them. */
    List<String> knownNames();

    /**
     * Problems of this source as a whole: a script that does not parse, a jar that does not load.
     * Each one line or more for a person.
     */
    List<String> problems();

    /** Counts up whenever {@link #find} may answer differently than before. */
    long generation();

    /** What its workers are at. */
    Load load();

    /** One meaning of a name. The lowest rank wins; two of the same rank are ambiguous. */
    record Candidate(Rank rank, Body body) {}

    /** How close a candidate is to the name, best first. */
    enum Rank {
        /** The name says where it is: a path, a module, a plugin id, a full class name. */
        EXPLICIT,
        /** A plugin task of that name. */
        PLUGIN,
        /** A function in a script file of the same name. */
        SAME_FILE,
        /** A function somewhere in the scripts. */
        ANY_FILE
    }
}
