/** The wake signal between hosts, over Redis. */
@NullMarked
package dev.taskhost.store.redis;

import org.jspecify.annotations.NullMarked;
