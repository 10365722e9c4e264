package dev.taskhost.store;

import dev.taskhost.testkit.engine.ClocksContract;
import dev.taskhost.testkit.engine.HeapContract;
import dev.taskhost.testkit.engine.LifeContract;
import dev.taskhost.testkit.engine.ManyHostsContract;
import dev.taskhost.testkit.engine.PoliciesContract;
import dev.taskhost.testkit.engine.PrintingContract;
import dev.taskhost.testkit.engine.PruningContract;
import dev.taskhost.testkit.engine.RequestsContract;
import dev.taskhost.testkit.engine.RestartContract;
import dev.taskhost.testkit.engine.RowsContract;
import dev.taskhost.testkit.store.TestDatabase;
import org.junit.jupiter.api.Nested;

/** What the engine owes, on MariaDB. */
class EngineOnMariaDbTest {
    @Nested
    class Life extends LifeContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Rows extends RowsContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Restart extends RestartContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class ManyHosts extends ManyHostsContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Heap extends HeapContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Clocks extends ClocksContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Policies extends PoliciesContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Requests extends RequestsContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Printing extends PrintingContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }

    @Nested
    class Pruning extends PruningContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.mariaDb();
        }
    }
}
