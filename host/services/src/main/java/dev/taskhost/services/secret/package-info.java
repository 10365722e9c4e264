/** Secrets that bodies ask for by name, and the files that they stand in. */
@NullMarked
package dev.taskhost.services.secret;

import org.jspecify.annotations.NullMarked;
