/** The running host: wiring, its name and lock, what it tells people. */
@NullMarked
package dev.taskhost.app.host;

import org.jspecify.annotations.NullMarked;
