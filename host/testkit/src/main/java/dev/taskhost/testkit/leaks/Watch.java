package dev.taskhost.testkit.leaks;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Looks at one kind of thing that must not outlive a test class. Stateless. */
interface Watch {
    /** Remembers what is there now. */
    Since begin();

    /** What is remembered. Used by one thread. */
    interface Since {
        /**
         * What has come since and is still there.
         *
         * @param patience how long it may take to go
         * @param counts told the kind and the name, such as {@code thread script-python-1}, whether it is looked at
         * @return a line for each, which begins with its kind and name
         */
        List<String> left(Duration patience, Predicate<String> counts) throws InterruptedException;
    }
}
