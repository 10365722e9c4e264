/** Port to what a task runs: looking {@code execute_func} up, calling the body, stopping it. */
@NullMarked
package dev.taskhost.core.body;

import org.jspecify.annotations.NullMarked;
