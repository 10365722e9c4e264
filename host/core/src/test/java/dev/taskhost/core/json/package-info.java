@NullMarked
package dev.taskhost.core.json;

import org.jspecify.annotations.NullMarked;
