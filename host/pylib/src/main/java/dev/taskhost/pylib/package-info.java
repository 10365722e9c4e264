/** The Python modules that the host gives to scripts, as files. */
@NullMarked
package dev.taskhost.pylib;

import org.jspecify.annotations.NullMarked;
