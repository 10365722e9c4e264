package dev.taskhost.store.sql;

import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import java.sql.SQLException;

/**
 * Turns refusals into sentences: what happened, why, what to do.
 *
 * @param place the database in words, e.g. {@code MySQL or MariaDB at 127.0.0.1:3306/aps as root}; no secret in it
 * @param account {@code 'user'@'host'} as GRANT wants it
 * @param database the database's name as GRANT wants it
 */
public record Explainer(String place, String account, String database) {

    /** The exception to throw for a refusal. */
    public StoreException explain(String what, SQLException e) {
        Failure failure = Failure.of(e);
        String said = String.valueOf(Failure.telling(e).getMessage());
        String head = "Cannot " + what + " on " + place + ": ";
        if (failure.passing()) {
            return new StoreUnavailableException(head + unavailable(failure, said), e);
        }
        return new StoreException(head + advice(failure, said), e);
    }

    /** The exception for a unique key that is taken although the store looked before. */
    public StoreException duplicate(String what, DuplicateRowException e) {
        return new StoreException(
                "Cannot " + what + " on " + place + ": a unique key is taken (" + e.getMessage()
                        + "). The tables were changed by hand, or carry a unique key that conf/schema.sql does not have;"
                        + " compare them.",
                e);
    }

    /** The statements a database administrator runs for this account. */
    public String grants() {
        return "run conf/schema.sql as a user who may create tables, then: GRANT SELECT, INSERT, UPDATE, DELETE ON `"
                + database + "`.* TO " + account;
    }

    private static String unavailable(Failure failure, String said) {
        return failure == Failure.CONTENTION
                ? "other transactions were in the way several times in a row (" + said
                        + "). Nothing was changed; it may be tried again."
                : "it does not answer, or gave up in the middle (" + said
                        + "). It may be tried again: check that the server runs and can be reached from here.";
    }

    private String advice(Failure failure, String said) {
        return switch (failure) {
            case LOGIN ->
                "the login was refused (" + said
                        + "). Put the right user and password into [default] of mysql.toml; the server must also let that"
                        + " user in from this machine.";
            case NO_DATABASE ->
                "there is no such database (" + said + "). Create it: CREATE DATABASE `" + database
                        + "` CHARACTER SET utf8mb4; or correct db in [default] of mysql.toml.";
            case DENIED -> "the account lacks a right (" + said + "). As an administrator, " + grants() + ".";
            case NO_TABLE ->
                "a table is missing (" + said + "). Start the host, or restart it: it creates what is missing. Or "
                        + grants() + ".";
            case NO_COLUMN ->
                "a column is missing or was renamed (" + said
                        + "). Compare the table with conf/schema.sql and add the column.";
            default ->
                "the database refused (" + said
                        + "). Trying again will not help; read its words above and its own log.";
        };
    }
}
