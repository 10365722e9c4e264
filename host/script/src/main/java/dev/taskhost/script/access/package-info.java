/** What bodies may reach of the machine, and the walls around those that may not reach everything. */
@NullMarked
package dev.taskhost.script.access;

import org.jspecify.annotations.NullMarked;
