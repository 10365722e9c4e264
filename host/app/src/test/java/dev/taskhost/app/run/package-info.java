@NullMarked
package dev.taskhost.app.run;

import org.jspecify.annotations.NullMarked;
