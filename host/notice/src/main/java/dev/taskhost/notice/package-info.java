/** Tells people what went wrong with tasks. */
@NullMarked
package dev.taskhost.notice;

import org.jspecify.annotations.NullMarked;
