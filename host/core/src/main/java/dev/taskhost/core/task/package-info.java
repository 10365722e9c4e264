/** A task as its row describes it, and the policies in its {@code extra}. */
@NullMarked
package dev.taskhost.core.task;

import org.jspecify.annotations.NullMarked;
