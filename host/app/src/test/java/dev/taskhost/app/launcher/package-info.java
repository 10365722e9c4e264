/** The launcher script, run by a real bash against JDKs and a Maven that only say what they were asked. */
@NullMarked
package dev.taskhost.app.launcher;

import org.jspecify.annotations.NullMarked;
