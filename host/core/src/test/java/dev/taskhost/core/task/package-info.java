@NullMarked
package dev.taskhost.core.task;

import org.jspecify.annotations.NullMarked;
