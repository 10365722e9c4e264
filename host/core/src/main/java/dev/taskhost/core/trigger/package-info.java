/** When a task fires: cron, date and interval, read from a row's {@code trigger} and {@code spec}; depends on nothing else but words for messages. */
@NullMarked
package dev.taskhost.core.trigger;

import org.jspecify.annotations.NullMarked;
