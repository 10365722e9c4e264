/** Finds what tests leave behind. */
@NullMarked
package dev.taskhost.testkit.leaks;

import org.jspecify.annotations.NullMarked;
