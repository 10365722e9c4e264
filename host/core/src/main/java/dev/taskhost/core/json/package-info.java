/** Strict JSON in and out, as plain immutable Java values. */
@NullMarked
package dev.taskhost.core.json;

import org.jspecify.annotations.NullMarked;
