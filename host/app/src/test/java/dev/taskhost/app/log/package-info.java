@NullMarked
package dev.taskhost.app.log;

import org.jspecify.annotations.NullMarked;
