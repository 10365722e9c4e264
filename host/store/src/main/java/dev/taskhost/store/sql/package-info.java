/** Ground for the stores: transactions with retries, what a refusal means, many rows in one statement. */
@NullMarked
package dev.taskhost.store.sql;

import org.jspecify.annotations.NullMarked;
