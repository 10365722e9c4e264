/** From files that somebody changes to generations that are good: noticing, trying, keeping the history. */
@NullMarked
package dev.taskhost.script.hot;

import org.jspecify.annotations.NullMarked;
