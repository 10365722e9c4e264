/** For tests: a settable clock, database fixtures, the stores' contract. */
@NullMarked
package dev.taskhost.testkit;

import org.jspecify.annotations.NullMarked;
