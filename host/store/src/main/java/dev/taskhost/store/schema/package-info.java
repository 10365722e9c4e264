/** Finds out whether the tables are there and right, and makes the missing ones. */
@NullMarked
package dev.taskhost.store.schema;

import org.jspecify.annotations.NullMarked;
