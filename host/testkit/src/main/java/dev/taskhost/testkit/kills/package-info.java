/** Bodies that do not end by themselves, and a run that kills them on a real host. */
@NullMarked
package dev.taskhost.testkit.kills;

import org.jspecify.annotations.NullMarked;
