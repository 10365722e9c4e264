/** Command line and wiring. */
@NullMarked
package dev.taskhost.app;

import org.jspecify.annotations.NullMarked;
