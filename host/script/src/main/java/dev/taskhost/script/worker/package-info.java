/** Threads that run bodies, one interpreter each: queue, stop, replacement, output. */
@NullMarked
package dev.taskhost.script.worker;

import org.jspecify.annotations.NullMarked;
