package dev.taskhost.testkit.kills;

/** How an execution is killed. */
public enum Way {
    /** As {@code taskhost kill} does: a row of {@code task_stop}; measured from before it is written. */
    KILL("cancelled"),
    /** By {@code extra.timeout}; measured from the moment it is over. */
    TIMEOUT("timeout"),
    /** By {@code overlap = "replace"}; measured from the fire time that replaces it. */
    REPLACE("cancelled");

    private final String status;

    Way(String status) {
        this.status = status;
    }

    /** How the execution ends. */
    String status() {
        return status;
    }
}
