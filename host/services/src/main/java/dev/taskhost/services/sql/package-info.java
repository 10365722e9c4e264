/** Pools of MySQL and MariaDB connections, and sessions on them whose results are texts. */
@NullMarked
package dev.taskhost.services.sql;

import org.jspecify.annotations.NullMarked;
