/** New tasks: that they compile, run and pass their own tests. */
@NullMarked
package dev.taskhost.app.scaffold;

import org.jspecify.annotations.NullMarked;
