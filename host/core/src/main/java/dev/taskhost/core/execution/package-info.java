/** Words for how an execution stands and ends. */
@NullMarked
package dev.taskhost.core.execution;

import org.jspecify.annotations.NullMarked;
