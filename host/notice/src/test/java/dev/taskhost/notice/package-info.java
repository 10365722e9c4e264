@NullMarked
package dev.taskhost.notice;

import org.jspecify.annotations.NullMarked;
