/** Triggers against tables written by hand and against brute force. */
@NullMarked
package dev.taskhost.core.trigger;

import org.jspecify.annotations.NullMarked;
