/**
 * Logs: JSON lines into rotating files as logger.toml says, readable lines on the terminal. Logback set up by code;
 * {@link dev.taskhost.app.log.Logs} is the entrance.
 */
@NullMarked
package dev.taskhost.app.log;

import org.jspecify.annotations.NullMarked;
