/** A real Redis, and one that is none. */
@NullMarked
package dev.taskhost.testkit.redis;

import org.jspecify.annotations.NullMarked;
