package dev.taskhost.core.service;

import org.jspecify.annotations.Nullable;

/**
 * What a session with a database begins with.
 *
 * @param autocommit whether each statement is a transaction of its own; null: what mysql.toml says for the alias
 * @param sqlMode a value of the server's variable sql_mode, "" for none at all; null: as the server has it
 */
public record SessionStart(
        @Nullable Boolean autocommit, @Nullable String sqlMode) {
    /** All as configured. */
    public static final SessionStart CONFIGURED = new SessionStart(null, null);
}
