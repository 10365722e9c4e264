/** Port to what the host lends to bodies: connections of its pools. */
@NullMarked
package dev.taskhost.core.service;

import org.jspecify.annotations.NullMarked;
