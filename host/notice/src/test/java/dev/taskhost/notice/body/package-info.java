@NullMarked
package dev.taskhost.notice.body;

import org.jspecify.annotations.NullMarked;
