package dev.taskhost.script.worker;

/** How a function's executions go, as seen so far in this generation of scripts. */
enum Manner {
    /** None has ended its first step yet. */
    UNKNOWN,
    /** It ends without ever waiting in its interpreter: it has a worker to itself. */
    PLAIN,
    /** It waits and leaves its worker to others: many share one. */
    WAITS,
    /** It waits, but holds its worker for long in between: it has a worker to itself. */
    BLOCKS
}
