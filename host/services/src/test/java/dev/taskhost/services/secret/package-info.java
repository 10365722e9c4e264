@NullMarked
package dev.taskhost.services.secret;

import org.jspecify.annotations.NullMarked;
