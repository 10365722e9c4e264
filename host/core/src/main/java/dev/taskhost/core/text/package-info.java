/** Small things about words that error messages need. */
@NullMarked
package dev.taskhost.core.text;

import org.jspecify.annotations.NullMarked;
