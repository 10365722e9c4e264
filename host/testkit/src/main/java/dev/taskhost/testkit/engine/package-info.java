/** An engine driven by hand, and what it has to do on any store. */
@NullMarked
package dev.taskhost.testkit.engine;

import org.jspecify.annotations.NullMarked;
