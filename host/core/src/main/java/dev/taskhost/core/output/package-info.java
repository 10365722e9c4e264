/** What bodies print: kept per execution, within bounds, and written to the database in batches. */
@NullMarked
package dev.taskhost.core.output;

import org.jspecify.annotations.NullMarked;
