/** The database behind core's store ports: MySQL, MariaDB and H2 over JDBC. */
@NullMarked
package dev.taskhost.store;

import org.jspecify.annotations.NullMarked;
