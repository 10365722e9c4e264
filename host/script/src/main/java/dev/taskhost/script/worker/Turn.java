package dev.taskhost.script.worker;

/** What a worker shall do next. */
sealed interface Turn {
    /** Take this on. */
    record Serve(Work work) implements Turn {}

    /** Let the bodies that wait in its interpreter go on. */
    record Attend() implements Turn {}

    /** End the thread. */
    record Leave() implements Turn {}
}
