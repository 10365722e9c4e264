package dev.taskhost.testkit.mariadb;

import java.util.List;

/** What a commit of a {@link MariaDbServer} waits for. */
enum Durability {
    /** Nothing but the server's memory: a killed process loses nothing by that, only a machine without power does. */
    OF_PROCESS,

    /** The disk, and all else by the server's defaults, as users have it. */
    OF_DISK;

    /** What the server is started with. */
    List<String> options() {
        return switch (this) {
            case OF_PROCESS ->
                List.of(
                        "--innodb-flush-method=nosync",
                        "--innodb-flush-log-at-trx-commit=2",
                        "--innodb-buffer-pool-size=64M");
            case OF_DISK -> List.of();
        };
    }
}
