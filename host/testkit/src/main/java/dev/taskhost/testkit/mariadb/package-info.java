/** A real MariaDB for tests. */
@NullMarked
package dev.taskhost.testkit.mariadb;

import org.jspecify.annotations.NullMarked;
