package dev.taskhost.services.sql;

import dev.taskhost.core.service.ServiceException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Set;

/** Turns what the driver says into what a body is told: MySQL's number and words, and what to do where that is not plain. */
final class Refusal {
    /** The client's numbers, as other clients of MySQL use them. */
    private static final int CANNOT_CONNECT = 2003;

    private static final int GONE = 2006;
    private static final int LOST = 2013;

    /** The server's number for too many connections, which is what a pool that is lent out is. */
    static final int TOO_MANY = 1040;

    private static final int INTERRUPTED = 1317;
    private static final String TRUNCATION = "Data truncation: ";

    /** Said by a server that closes the connection: killed, shut down, idle for too long. */
    private static final Set<Integer> LAST_WORDS = Set.of(1053, 1079, 1927, 4031);

    private Refusal() {}

    /** Whether the connection is at its end with this. */
    static boolean endsConnection(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith("08") || LAST_WORDS.contains(e.getErrorCode());
    }

    /** A statement failed. */
    static ServiceException of(SQLException e, boolean lost, String alias, boolean heldWork) {
        if (lost) {
            return new ServiceException(
                    LOST,
                    "lost the connection to [" + alias + "] during a statement (" + firstLine(e) + "). "
                            + (heldWork
                                    ? "Its transaction is undone; call rollback() or close() and begin again."
                                    : "Whether the statement took effect is not known; the next one gets a new connection."),
                    e);
        }
        int code = e.getErrorCode();
        String said = String.valueOf(e.getMessage());
        String text = said.startsWith(TRUNCATION) ? said.substring(TRUNCATION.length()) : said;
        return new ServiceException(code > 0 ? code : unnumbered(e), text, e);
    }

    /** What the driver finds itself, before the server does. */
    private static int unnumbered(SQLException e) {
        if (e.getClass().getSimpleName().contains("PacketTooBig")) {
            return 1153;
        }
        if (e.getClass().getSimpleName().contains("Cancel")) {
            return INTERRUPTED;
        }
        return ServiceException.INTERFACE;
    }

    private static final String UNREACHABLE =
            "Check that the server runs and can be reached from here; it is tried again next time.";
    private static final String DISTRUSTED =
            "The server's certificate is not one that this JVM trusts. Put the authority that signed it into its trust store"
                    + " (docs/databases.md, Encryption), or encrypt without checking: ssl = \"required\".";

    /** What a transaction was in is gone. */
    static ServiceException gone(String alias) {
        return new ServiceException(
                GONE,
                "the connection to [" + alias
                        + "] was lost in the middle of a transaction, whose statements are undone."
                        + " Call rollback(), close() or ping() before going on.");
    }

    /** No connection can be made. */
    static ServiceException ofConnecting(SQLException e, String alias, SqlServer server) {
        int code = e.getErrorCode() > 0 ? e.getErrorCode() : CANNOT_CONNECT;
        String head = "cannot connect to [" + alias + "], " + server.place() + ": " + firstLine(e) + ". ";
        String advice = switch (code) {
            case 1045, 1698, 1251 ->
                "Put the right user and password into [" + alias
                        + "] of mysql.toml; the server must also let that user in from this machine.";
            case 1049 -> "Create that database, or correct db in [" + alias + "] of mysql.toml.";
            case 1044 -> "The account lacks the right to that database; GRANT it.";
            case 1040, 1203, 1226 ->
                "The server has no room for another connection; lower max_connections here, or raise its own.";
            default -> isDistrusted(e) ? DISTRUSTED : UNREACHABLE;
        };
        return new ServiceException(code, head + advice, e);
    }

    private static boolean isDistrusted(SQLException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof CertificateException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** The driver adds pages about when it heard last of the server. */
    private static String firstLine(SQLException e) {
        Throwable telling = e;
        while (telling.getCause() != null && e.getErrorCode() == 0) {
            telling = telling.getCause();
        }
        String said = String.valueOf(telling.getMessage()).strip();
        int end = said.indexOf('\n');
        return end < 0 ? said : said.substring(0, end).strip();
    }
}
