/** Python bodies in processes of the system's CPython. */
@NullMarked
package dev.taskhost.script.cpython;

import org.jspecify.annotations.NullMarked;
