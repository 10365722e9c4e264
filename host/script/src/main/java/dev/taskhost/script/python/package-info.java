/** Python inside one worker. */
@NullMarked
package dev.taskhost.script.python;

import org.jspecify.annotations.NullMarked;
