/** Pools of Redis connections, whose answers are texts. */
@NullMarked
package dev.taskhost.services.redis;

import org.jspecify.annotations.NullMarked;
