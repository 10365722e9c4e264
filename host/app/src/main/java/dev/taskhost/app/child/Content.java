package dev.taskhost.app.child;

import dev.taskhost.script.child.StartFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The bodies that a process serves. Immutable, thread-safe. */
interface Content {
    /** The same for those that are interchangeable. */
    String identity();

    /** What executions run on. */
    String generation();

    /** Whether it is what the host has in charge. */
    boolean isInCharge();

    /**
     * What the process is told of it, see {@link Opening}.
     *
     * @param folder private to the process
     * @throws StartFailedException when it cannot be had any more; the message is for a person
     * @throws IOException when that could not be written
     */
    Map<String, Object> setup(Path folder) throws StartFailedException, IOException;
}
