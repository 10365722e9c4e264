@NullMarked
package dev.taskhost.core.output;

import org.jspecify.annotations.NullMarked;
