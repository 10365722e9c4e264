/** Plugins for tests. */
@NullMarked
package dev.taskhost.testkit.plugin;

import org.jspecify.annotations.NullMarked;
