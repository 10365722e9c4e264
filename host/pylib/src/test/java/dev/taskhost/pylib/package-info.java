@NullMarked
package dev.taskhost.pylib;

import org.jspecify.annotations.NullMarked;
