/** Tools of the build; nothing here is shipped. */
@NullMarked
package dev.taskhost.build;

import org.jspecify.annotations.NullMarked;
