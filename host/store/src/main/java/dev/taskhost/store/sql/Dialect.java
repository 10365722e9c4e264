package dev.taskhost.store.sql;

/** Where the databases differ, as data; all other SQL is the same text for all of them. */
public enum Dialect {
    /**
     * MySQL 8 and MariaDB. {@code UTC_TIMESTAMP} because {@code UNIX_TIMESTAMP(NOW(3))} goes through the session's zone
     * and is an hour off while its clocks are set back.
     */
    MYSQL(
            "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(3)) DIV 1000)",
            "NOW() - INTERVAL ? SECOND",
            "%s < NOW()",
            "UNIX_TIMESTAMP(e.create_at)",
            "FROM_UNIXTIME(%d)",
            "CRC32(CONCAT_WS(CHAR(31), %s))",
            "LOCK IN SHARE MODE",
            true,
            true),
    /** The embedded database in MySQL mode. */
    H2(
            "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(3)) * 1000 AS BIGINT)",
            "DATEADD('SECOND', 0 - CAST(? AS INT), NOW())",
            "%s < DATEADD('SECOND', -1, NOW())",
            "CAST(EXTRACT(EPOCH FROM CAST(e.create_at AS TIMESTAMP WITH TIME ZONE)) AS BIGINT)",
            "CAST(DATEADD('SECOND', %d, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00') AS TIMESTAMP)",
            "ORA_HASH(CONCAT_WS(CHAR(31), %s))",
            "FOR UPDATE",
            false,
            false);

    private final String nowMillis;
    private final String secondsAgo;
    private final String over;
    private final String createdSeconds;
    private final String timestamp;
    private final String checksum;
    private final String sharedLock;
    private final boolean backslashEscapes;
    private final boolean setsByInsert;

    Dialect(
            String nowMillis,
            String secondsAgo,
            String over,
            String createdSeconds,
            String timestamp,
            String checksum,
            String sharedLock,
            boolean backslashEscapes,
            boolean setsByInsert) {
        this.nowMillis = nowMillis;
        this.secondsAgo = secondsAgo;
        this.over = over;
        this.createdSeconds = createdSeconds;
        this.timestamp = timestamp;
        this.checksum = checksum;
        this.sharedLock = sharedLock;
        this.backslashEscapes = backslashEscapes;
        this.setsByInsert = setsByInsert;
    }

    /** An expression: the database's clock, epoch milliseconds. */
    public String nowMillis() {
        return nowMillis;
    }

    /** An expression with one parameter, whole seconds: that long ago, comparable with {@code update_at}. */
    public String secondsAgo() {
        return secondsAgo;
    }

    /** An expression, true when no row can get this value of a {@code TIMESTAMP} column any more: its second is over. */
    public String isOver(String column) {
        return over.formatted(column);
    }

    /** An expression: {@code e.create_at} as epoch seconds. */
    public String createdSeconds() {
        return createdSeconds;
    }

    /**
     * A value for a {@code TIMESTAMP} column, cut to the second.
     *
     * @param millis epoch milliseconds
     */
    public Literals.Raw timestamp(long millis) {
        return new Literals.Raw(timestamp.formatted(Math.floorDiv(millis, 1_000)));
    }

    /** An expression: a checksum of 32 bits over these columns. */
    public String checksum(String columns) {
        return checksum.formatted(columns);
    }

    /** The end of a SELECT whose rows nobody may change until the transaction ends; H2 has nothing less than FOR UPDATE. */
    public String sharedLock() {
        return sharedLock;
    }

    /** Whether a backslash in a string literal escapes the next character. */
    public boolean backslashEscapes() {
        return backslashEscapes;
    }

    /**
     * Whether many rows are changed by one insert that finds them there, instead of one update each. For MySQL that is one
     * statement to parse; H2 throws and catches an exception for each row of it.
     */
    public boolean setsByInsert() {
        return setsByInsert;
    }
}
