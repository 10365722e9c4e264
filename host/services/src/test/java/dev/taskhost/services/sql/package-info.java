@NullMarked
package dev.taskhost.services.sql;

import org.jspecify.annotations.NullMarked;
