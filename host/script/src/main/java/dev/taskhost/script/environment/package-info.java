/** The locked Python packages of a scripts folder: where they lie. */
@NullMarked
package dev.taskhost.script.environment;

import org.jspecify.annotations.NullMarked;
