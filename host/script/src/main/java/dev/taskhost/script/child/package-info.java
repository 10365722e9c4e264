/** Processes beside the host in which bodies run, one call at a time: their pool, their connection, their output, what they ask of the host, their end. */
@NullMarked
package dev.taskhost.script.child;

import org.jspecify.annotations.NullMarked;
