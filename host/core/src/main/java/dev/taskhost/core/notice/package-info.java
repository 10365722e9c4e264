/** Ports for telling people what went wrong: what happened, what is open, and what waits to be sent. */
@NullMarked
package dev.taskhost.core.notice;

import org.jspecify.annotations.NullMarked;
