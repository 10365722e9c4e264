/**
 * {@code extra.isolation = "process"}: bodies in a JVM beside the host. {@link dev.taskhost.app.child.Processes} is the host's side,
 * {@link dev.taskhost.app.child.ChildMain} what runs over there.
 */
@NullMarked
package dev.taskhost.app.child;

import org.jspecify.annotations.NullMarked;
