/** The core's ports, over JDBC. */
@NullMarked
package dev.taskhost.store.jdbc;

import org.jspecify.annotations.NullMarked;
