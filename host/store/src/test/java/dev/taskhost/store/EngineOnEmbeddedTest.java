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
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What the engine owes, on H2. */
class EngineOnEmbeddedTest {
    @TempDir
    static Path folder;

    @Nested
    class Life extends LifeContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Rows extends RowsContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Restart extends RestartContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class ManyHosts extends ManyHostsContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Heap extends HeapContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Clocks extends ClocksContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Policies extends PoliciesContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Requests extends RequestsContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Printing extends PrintingContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }

    @Nested
    class Pruning extends PruningContract {
        @Override
        protected TestDatabase newDatabase() {
            return OpenedStore.embedded(folder);
        }
    }
}
