package dev.taskhost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the leak check looks at shows a leak. */
class LeakTest {
    @TempDir
    Path folder;

    private OpenedStore open() {
        return new OpenedStore(
                JdbcStore.open(new StoreSettings.Embedded(folder.resolve("db")), InstantSource.system()));
    }

    @Test
    void aBorrowedConnectionCountsUntilItIsGivenBack() throws Exception {
        try (OpenedStore opened = open()) {
            int before = new BorrowedConnections().count();
            try (Connection borrowed = opened.store().pool().getConnection()) {
                assertThat(borrowed.isValid(1)).isTrue();
                assertThat(new BorrowedConnections().count()).isEqualTo(before + 1);
            }
            assertThat(new BorrowedConnections().count()).isEqualTo(before);
        }
    }

    @Test
    void aStoreThatIsClosedWithABorrowedConnectionIsToldAtOnce() throws Exception {
        OpenedStore opened = open();
        try (Connection borrowed = opened.store().pool().getConnection()) {
            assertThat(borrowed.isValid(1)).isTrue();
            assertThatThrownBy(opened::close).hasMessageContaining("1 connections were still borrowed");
        }
    }

    @Test
    void aPoolThatIsOpenShowsInTheNamesOfItsThreads() throws Exception {
        try (OpenedStore opened = open();
                Connection borrowed = opened.store().pool().getConnection()) {
            assertThat(borrowed.isValid(1)).isTrue();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .anyMatch(name -> name.startsWith("taskhost-store"));
        }
    }
}
