/** HTTP for scripts, by the one client of the host. */
@NullMarked
package dev.taskhost.services.http;

import org.jspecify.annotations.NullMarked;
