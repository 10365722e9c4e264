@NullMarked
package dev.taskhost.notice.message;

import org.jspecify.annotations.NullMarked;
