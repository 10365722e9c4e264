/** The command line as a user types it. */
@NullMarked
package dev.taskhost.app.command;

import org.jspecify.annotations.NullMarked;
