package dev.taskhost.services.sql;

import com.mysql.cj.MysqlType;
import com.mysql.cj.jdbc.result.ResultSetMetaData;
import com.mysql.cj.result.Field;
import dev.taskhost.core.service.SqlSession;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one result as {@link SqlSession} says. The values are the server's own texts, which is what a result of the text
 * protocol consists of: nothing is lost on the way through another type. Immutable.
 */
final class Columns {
    private static final int BINARY_CHARACTERS = 63; // the protocol's number of the collation of bytes

    /** Integers of so many digits are what they are in JavaScript as well. */
    private static final int SAFE_DIGITS = 15;

    private final Field[] fields;
    private final char[] kinds;

    private Columns(Field[] fields) {
        this.fields = fields;
        this.kinds = new char[fields.length];
        for (int i = 0; i < fields.length; i++) {
            kinds[i] = kind(fields[i]);
        }
    }

    static Columns of(ResultSet rows) throws SQLException {
        return new Columns(rows.getMetaData().unwrap(ResultSetMetaData.class).getFields());
    }

    private static char kind(Field field) {
        return switch (field.getMysqlTypeId()) {
            case MysqlType.FIELD_TYPE_LONGLONG -> field.isZeroFill() ? 'i' : 'l';
            case MysqlType.FIELD_TYPE_TINY,
                    MysqlType.FIELD_TYPE_SHORT,
                    MysqlType.FIELD_TYPE_INT24,
                    MysqlType.FIELD_TYPE_LONG,
                    MysqlType.FIELD_TYPE_YEAR -> field.isZeroFill() ? 'i' : 'n';
            case MysqlType.FIELD_TYPE_FLOAT, MysqlType.FIELD_TYPE_DOUBLE -> 'f';
            case MysqlType.FIELD_TYPE_DECIMAL,
                    MysqlType.FIELD_TYPE_NEWDECIMAL,
                    MysqlType.FIELD_TYPE_DATE,
                    MysqlType.FIELD_TYPE_TIME,
                    MysqlType.FIELD_TYPE_DATETIME,
                    MysqlType.FIELD_TYPE_TIMESTAMP,
                    MysqlType.FIELD_TYPE_NULL -> 't';
            case MysqlType.FIELD_TYPE_BIT, MysqlType.FIELD_TYPE_GEOMETRY, MysqlType.FIELD_TYPE_VECTOR -> 'b';
            case MysqlType.FIELD_TYPE_JSON -> 's';
            default -> field.getCollationIndex() == BINARY_CHARACTERS ? 'b' : 's';
        };
    }

    /** The value of {@code c}. */
    void describe(StringBuilder out) {
        out.append('[');
        for (int i = 0; i < fields.length; i++) {
            Field field = fields[i];
            out.append(i == 0 ? "[" : ",[");
            JsonText.append(out, text(field.getColumnLabel())); // the driver knows no empty name
            out.append(',')
                    .append(field.getMysqlTypeId())
                    .append(",\"")
                    .append(kinds[i])
                    .append("\",");
            out.append(field.getLength()).append(',').append(field.getDecimals());
            out.append(',').append(field.isNotNull() ? "false" : "true").append(',');
            JsonText.append(out, text(field.getTableName()));
            out.append(']');
        }
        out.append(']');
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** The row that is on. */
    void row(ResultSet rows, StringBuilder out) throws SQLException {
        out.append('[');
        for (int i = 0; i < kinds.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            byte[] value = rows.getBytes(i + 1);
            if (value == null) {
                out.append("null");
            } else {
                value(kinds[i], value, out);
            }
        }
        out.append(']');
    }

    private static void value(char kind, byte[] value, StringBuilder out) {
        switch (kind) {
            case 'n' -> ascii(value, out);
            case 'f' -> {
                ascii(value, out);
                if (isWhole(value)) {
                    out.append(".0"); // JSON has one kind of number, Python two
                }
            }
            case 't', 'i' -> quoted(value, out);
            case 'l' -> {
                if (value.length <= SAFE_DIGITS) {
                    ascii(value, out);
                } else {
                    quoted(value, out);
                }
            }
            case 'b' -> JsonText.append(out, new String(value, StandardCharsets.ISO_8859_1));
            default -> JsonText.append(out, new String(value, StandardCharsets.UTF_8));
        }
    }

    private static void quoted(byte[] value, StringBuilder out) {
        out.append('"');
        ascii(value, out);
        out.append('"');
    }

    private static void ascii(byte[] value, StringBuilder out) {
        for (byte one : value) {
            out.append((char) (one & 0xff));
        }
    }

    private static boolean isWhole(byte[] number) {
        for (byte one : number) {
            if (one == '.' || one == 'e' || one == 'E') {
                return false;
            }
        }
        return true;
    }
}
