@NullMarked
package dev.taskhost.notice.desk;

import org.jspecify.annotations.NullMarked;
