/** The commands of {@code taskhost}, the options they share, and how they fail. */
@NullMarked
package dev.taskhost.app.command;

import org.jspecify.annotations.NullMarked;
