/** One call of a plugin task: its thread, its context, how it is stopped, and what becomes of what it returns or throws. */
@NullMarked
package dev.taskhost.plugin.call;

import org.jspecify.annotations.NullMarked;
