package dev.taskhost.notice.desk;

import dev.taskhost.testkit.store.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The desk on H2, a fresh file for each test. */
class EmbeddedDeskTest {
    @TempDir
    static Path folder;

    @Nested
    class Telling extends TellingContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Sending extends SendingContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }
}
