/** Text for terminals. */
@NullMarked
package dev.taskhost.app.text;

import org.jspecify.annotations.NullMarked;
