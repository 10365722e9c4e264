/** Small things about texts: names that were meant, patterns of task keys, secrets that are not to be seen. */
@NullMarked
package dev.taskhost.core.text;

import org.jspecify.annotations.NullMarked;
