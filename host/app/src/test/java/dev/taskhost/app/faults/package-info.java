/** Real hosts and a real database go through faults; a checker outside of them proves what taskhost promises. */
@NullMarked
package dev.taskhost.app.faults;

import org.jspecify.annotations.NullMarked;
