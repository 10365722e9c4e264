/** How far executions say they are: the newest word of each, written to the database in batches. */
@NullMarked
package dev.taskhost.core.progress;

import org.jspecify.annotations.NullMarked;
