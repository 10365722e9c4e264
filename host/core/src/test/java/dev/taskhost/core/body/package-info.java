@NullMarked
package dev.taskhost.core.body;

import org.jspecify.annotations.NullMarked;
