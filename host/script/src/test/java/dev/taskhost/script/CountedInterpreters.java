package dev.taskhost.script;

import dev.taskhost.script.worker.OpenInterpreters;
import dev.taskhost.testkit.leaks.Counted;

/** Told to the leak check of the tests. Thread-safe. */
public final class CountedInterpreters implements Counted {
    @Override
    public String name() {
        return "open interpreters";
    }

    @Override
    public int count() {
        return OpenInterpreters.count();
    }
}
