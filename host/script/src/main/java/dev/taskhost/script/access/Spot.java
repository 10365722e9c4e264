package dev.taskhost.script.access;

import java.nio.file.Path;
import org.graalvm.polyglot.io.FileSystem;

/**
 * What a path of a body's means.
 *
 * @param files where to ask for it
 * @param path the path there
 * @param kind what may be done with it
 */
record Spot(FileSystem files, Path path, Kind kind) {
    /** What may be done. */
    enum Kind {
        /** Reading. */
        READ_ONLY,
        /** All but making links. */
        SCRATCH,
        /** Writing and reading what is there already. */
        DEVICE
    }

    boolean isScratch() {
        return kind == Kind.SCRATCH;
    }
}
