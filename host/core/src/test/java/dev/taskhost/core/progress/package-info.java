@NullMarked
package dev.taskhost.core.progress;

import org.jspecify.annotations.NullMarked;
