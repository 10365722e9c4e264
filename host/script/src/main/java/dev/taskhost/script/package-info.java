/** Python and JavaScript bodies. */
@NullMarked
package dev.taskhost.script;

import org.jspecify.annotations.NullMarked;
