/** What people read: one event or a digest of many, in Chinese or English. */
@NullMarked
package dev.taskhost.notice.message;

import org.jspecify.annotations.NullMarked;
