package dev.taskhost.store;

import dev.taskhost.testkit.store.AlarmContract;
import dev.taskhost.testkit.store.AnswerContract;
import dev.taskhost.testkit.store.EndContract;
import dev.taskhost.testkit.store.OutboxContract;
import dev.taskhost.testkit.store.OutputContract;
import dev.taskhost.testkit.store.PlanContract;
import dev.taskhost.testkit.store.ProgressContract;
import dev.taskhost.testkit.store.RaceContract;
import dev.taskhost.testkit.store.ReadContract;
import dev.taskhost.testkit.store.RecoveryContract;
import dev.taskhost.testkit.store.RetentionContract;
import dev.taskhost.testkit.store.StartContract;
import dev.taskhost.testkit.store.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2, a fresh file for each test. */
class EmbeddedContractTest {
    @TempDir
    static Path folder;

    @Nested
    class Plans extends PlanContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Starts extends StartContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }

        @Override
        protected String restart() {
            return " RESTART IDENTITY";
        }
    }

    @Nested
    class Ends extends EndContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Answers extends AnswerContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Recoveries extends RecoveryContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Reads extends ReadContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Outputs extends OutputContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Progresses extends ProgressContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Retentions extends RetentionContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Alarms extends AlarmContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Outboxes extends OutboxContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }
}
