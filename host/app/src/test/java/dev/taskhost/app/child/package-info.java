/** Tests. */
@NullMarked
package dev.taskhost.app.child;

import org.jspecify.annotations.NullMarked;
