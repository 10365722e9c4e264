/** From files in {@code plugins/} to task classes: private copies, class loaders, PF4J, and what is wrong with a file. */
@NullMarked
package dev.taskhost.plugin.load;

import org.jspecify.annotations.NullMarked;
