/** Java bodies from PF4J plugins. */
@NullMarked
package dev.taskhost.plugin;

import org.jspecify.annotations.NullMarked;
