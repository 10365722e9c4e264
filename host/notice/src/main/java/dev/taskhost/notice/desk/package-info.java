/** Where what happened becomes alarms, and alarms become messages. */
@NullMarked
package dev.taskhost.notice.desk;

import org.jspecify.annotations.NullMarked;
