@NullMarked
package dev.taskhost.app.architecture;

import org.jspecify.annotations.NullMarked;
