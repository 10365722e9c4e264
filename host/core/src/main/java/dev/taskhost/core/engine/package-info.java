/** The life of an execution: watch, plan, start, run, end, recover. */
@NullMarked
package dev.taskhost.core.engine;

import org.jspecify.annotations.NullMarked;
