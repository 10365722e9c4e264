@NullMarked
package dev.taskhost.notice.sender;

import org.jspecify.annotations.NullMarked;
