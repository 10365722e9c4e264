@NullMarked
package dev.taskhost.core.text;

import org.jspecify.annotations.NullMarked;
