/** What task bodies may use of the host: pools of MySQL and Redis. */
@NullMarked
package dev.taskhost.services;

import org.jspecify.annotations.NullMarked;
