/** The scheduler; its parts stand in the packages below. */
@NullMarked
package dev.taskhost.core;

import org.jspecify.annotations.NullMarked;
