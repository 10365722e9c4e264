package dev.taskhost.testkit.store;

import java.time.InstantSource;

/** A database of its own, with the tables and no task in it. */
public interface TestDatabase {
    /** Opens a store on it: each call is another host. */
    StoreUnderTest open(InstantSource clock);
}
