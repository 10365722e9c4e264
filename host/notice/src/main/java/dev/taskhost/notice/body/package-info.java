/** What bodies want told: from their words to notices in the outbox. */
@NullMarked
package dev.taskhost.notice.body;

import org.jspecify.annotations.NullMarked;
