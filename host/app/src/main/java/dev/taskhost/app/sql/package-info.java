/** SQL as a person types it: scripts of statements, results as tables. */
@NullMarked
package dev.taskhost.app.sql;

import org.jspecify.annotations.NullMarked;
