package dev.taskhost.store.sql;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a database's refusal means for the caller. Numbers are MySQL's and MariaDB's error codes (from their reference
 * manuals) and H2's ({@code org.h2.api.ErrorCode}); they do not overlap.
 */
public enum Failure {
    /** Deadlock or lock timeout: the transaction was undone, the same again may succeed at once. */
    CONTENTION(1213, 1205, 1020, 3572, 40001, 50200, 90131),
    /** Not there, going away, full, or read-only after a failover: the same may succeed later. */
    UNREACHABLE(
            1021, 1040, 1047, 1053, 1077, 1078, 1079, 1080, 1114, 1129, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226,
            1290, 1317, 1792, 1836, 1927, 1969, 2006, 2013, 3024, 3168, 3169, 4031, //
            90007, 90020, 90028, 90031, 90067, 90098, 90121, 90135, 57014),
    /** A unique key is taken. */
    DUPLICATE(1062, 1586, 23505),
    NO_TABLE(1146, 42102, 42103, 42104),
    NO_COLUMN(1054, 42122),
    COLUMN_EXISTS(1060, 42121),
    /** The account lacks a right. */
    DENIED(1044, 1142, 1143, 1227, 1370, 1410, 90096),
    /** Wrong user or password, or an account that may not log in. */
    LOGIN(1045, 1698, 1820, 1862, 3118, 4151, 28000),
    NO_DATABASE(1049, 90146, 90149),
    /** Anything else: trying again will not cure it. */
    OTHER;

    /** Packet too large comes with a lost connection's SQLState, but would come again. */
    private static final int PACKET_TOO_LARGE = 1153;

    private static final Map<Integer, Failure> BY_CODE = Stream.of(values())
            .flatMap(f -> f.codes.stream().map(code -> Map.entry(code, f)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Integer> codes;

    Failure(Integer... codes) {
        this.codes = Set.of(codes);
    }

    /** Whether the same call may succeed later. */
    public boolean passing() {
        return this == CONTENTION || this == UNREACHABLE;
    }

    /** Classifies a refusal: by the vendor's code where it is known, else by SQLState, else by the exception's class. */
    public static Failure of(SQLException e) {
        SQLException telling = telling(e);
        if (telling.getErrorCode() == PACKET_TOO_LARGE) {
            return OTHER;
        }
        if (String.valueOf(telling.getMessage()).contains("Public Key Retrieval is not allowed")) {
            return LOGIN;
        }
        Failure byCode = BY_CODE.get(telling.getErrorCode());
        return byCode != null ? byCode : byState(telling);
    }

    private static Failure byState(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState().toUpperCase(Locale.ROOT);
        if (state.equals("40001")) {
            return CONTENTION;
        }
        boolean passing = e instanceof SQLTransientException || e instanceof SQLRecoverableException;
        return state.startsWith("08") || passing ? UNREACHABLE : OTHER;
    }

    /**
     * The exception that says most: the pool's "not available" and the driver's wrappers carry the server's own word as
     * their cause.
     */
    public static SQLException telling(SQLException e) {
        SQLException best = e;
        for (@Nullable Throwable t = e.getCause(); t != null; t = t.getCause()) {
            if (t instanceof SQLException inner && inner.getErrorCode() != 0) {
                best = inner;
            }
        }
        return best.getErrorCode() == 0 && e.getCause() instanceof SQLException cause ? cause : best;
    }
}
