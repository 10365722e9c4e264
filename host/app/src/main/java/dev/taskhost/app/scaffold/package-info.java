/** The files that {@code taskhost new} writes: a body, its test and its row. */
@NullMarked
package dev.taskhost.app.scaffold;

import org.jspecify.annotations.NullMarked;
