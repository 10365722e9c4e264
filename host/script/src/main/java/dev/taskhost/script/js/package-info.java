/** JavaScript inside one worker. */
@NullMarked
package dev.taskhost.script.js;

import org.jspecify.annotations.NullMarked;
