/** Installing the Python packages of a scripts folder, and telling what scripts lack. */
@NullMarked
package dev.taskhost.script.packages;

import org.jspecify.annotations.NullMarked;
