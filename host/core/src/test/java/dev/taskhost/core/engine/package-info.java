@NullMarked
package dev.taskhost.core.engine;

import org.jspecify.annotations.NullMarked;
