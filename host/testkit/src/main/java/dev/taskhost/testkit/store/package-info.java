/** The contract every store keeps, as tests to inherit from. */
@NullMarked
package dev.taskhost.testkit.store;

import org.jspecify.annotations.NullMarked;
