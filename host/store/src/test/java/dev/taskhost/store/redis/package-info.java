@NullMarked
package dev.taskhost.store.redis;

import org.jspecify.annotations.NullMarked;
