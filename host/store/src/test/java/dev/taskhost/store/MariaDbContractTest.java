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
import org.junit.jupiter.api.Nested;

/** The contract on MariaDB, a fresh database for each test. */
class MariaDbContractTest {
    @Nested
    class Plans extends PlanContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Starts extends StartContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Ends extends EndContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Answers extends AnswerContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Recoveries extends RecoveryContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Reads extends ReadContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Outputs extends OutputContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Progresses extends ProgressContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Retentions extends RetentionContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Alarms extends AlarmContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Outboxes extends OutboxContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }
}
