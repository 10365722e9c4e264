package dev.taskhost.notice.desk;

import dev.taskhost.testkit.store.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The desk on MariaDB, a fresh database for each test. */
class MariaDbDeskTest {
    @Nested
    class Telling extends TellingContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Sending extends SendingContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }
}
