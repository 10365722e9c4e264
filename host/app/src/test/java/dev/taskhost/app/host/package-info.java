@NullMarked
package dev.taskhost.app.host;

import org.jspecify.annotations.NullMarked;
