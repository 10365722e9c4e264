# Each function is a test: what goes into the database comes out of it as it was.
import datetime
import decimal
import uuid

import taskhost
from taskhost import dbapi

db = taskhost.mysql()


def echo(value):
    return db.query_value("SELECT %s", (value,))


def test_numbers(task_key, **kwargs):
    for value in (0, 1, -1, 2**31, -(2**63), 2**64 - 1, 10**30):
        assert echo(value) == value, value
    assert echo(True) == 1 and echo(False) == 0 and echo(None) is None
    for value in (0.0, 1.5, -2.25e-10, 1e300, 3.0, 0.1):
        got = db.query_value("SELECT CAST(%s AS DOUBLE)", (value,))
        assert got == value and type(got) is float, (value, got)


def test_decimals(task_key, **kwargs):
    db.execute("CREATE OR REPLACE TABLE v_decimal (d DECIMAL(40, 10))")
    for text in ("0", "1.5", "-123456789012345678901234567890.0123456789", "1E+3", "1E-9"):
        value = decimal.Decimal(text)
        db.execute("DELETE FROM v_decimal")
        db.execute("INSERT INTO v_decimal VALUES (%s)", (value,))
        got = db.query_value("SELECT d FROM v_decimal")
        assert got == value and isinstance(got, decimal.Decimal), (value, got)


def test_texts(task_key, **kwargs):
    db.execute("CREATE OR REPLACE TABLE v_text (t TEXT) CHARACTER SET utf8mb4")
    nasty = ["", "'", '"', "\\", "\\'", "a\\nb", "\n\r\t\0\x1a", "%s %% %(a)s", "上海 ü é", "😀𝄞", "; DROP TABLE x; --", "/* */ # `", "\u2028"]
    for value in nasty + ["".join(nasty), "x" * 60_000]:
        db.execute("DELETE FROM v_text")
        db.execute("INSERT INTO v_text VALUES (%s)", (value,))
        assert db.query_value("SELECT t FROM v_text") == value, repr(value)
        assert db.query_value("SELECT t FROM v_text WHERE t = %(v)s", {"v": value}) == value
        assert echo(value) == value
    assert echo(uuid.UUID(int=5)) == "00000000-0000-0000-0000-000000000005"


def test_texts_where_a_backslash_is_no_escape(task_key, **kwargs):
    with taskhost.mysql() as own:
        own.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')")
        for value in ("\\", "\\'", "'", "a\\nb", "\n", '"'):
            assert own.query_value("SELECT %s", (value,)) == value, repr(value)
    assert echo("\\'") == "\\'"


def test_bytes(task_key, **kwargs):
    db.execute("CREATE OR REPLACE TABLE v_bytes (b LONGBLOB, v VARBINARY(300), f BINARY(2))")
    every = bytes(range(256))
    for value in (b"", every, every * 1000, b"'\\\0"):
        db.execute("DELETE FROM v_bytes")
        db.execute("INSERT INTO v_bytes VALUES (%s, %s, %s)", (value, bytearray(value[:256]), memoryview(b"ab")))
        row = db.query_one("SELECT * FROM v_bytes")
        assert row == {"b": value, "v": value[:256], "f": b"ab"}, row
    assert type(row["b"]) is bytes


def test_times(task_key, **kwargs):
    db.execute(
        "CREATE OR REPLACE TABLE v_time (d DATE, dt DATETIME, dt6 DATETIME(6), ts TIMESTAMP(3) NULL, t TIME, t6 TIME(6), y YEAR)"
    )
    moment = datetime.datetime(2024, 2, 29, 23, 59, 58, 123456)
    spans = (
        datetime.timedelta(0),
        datetime.timedelta(hours=838, minutes=59, seconds=59),
        -datetime.timedelta(hours=30, minutes=1, microseconds=5),
        datetime.timedelta(microseconds=-1),
    )
    for span in spans:
        db.execute("DELETE FROM v_time")
        db.execute(
            "INSERT INTO v_time VALUES (%s, %s, %s, %s, %s, %s, %s)",
            (moment.date(), moment.replace(microsecond=0), moment, moment.replace(microsecond=123000), span, span, 2024),
        )
        row = db.query_one("SELECT * FROM v_time")
        assert row["d"] == moment.date() and type(row["d"]) is datetime.date
        assert row["dt"] == moment.replace(microsecond=0)
        assert row["dt6"] == moment and row["ts"] == moment.replace(microsecond=123000)
        assert row["t6"] == span, (row["t6"], span)
        assert row["y"] == 2024
    db.execute("UPDATE v_time SET t6 = %s", (datetime.time(1, 2, 3, 4),))
    assert db.query_value("SELECT t6 FROM v_time") == datetime.timedelta(hours=1, minutes=2, seconds=3, microseconds=4)


def test_what_is_no_date_stays_a_text(task_key, **kwargs):
    with taskhost.mysql() as own:
        own.execute("SET SESSION sql_mode = ''")
        own.execute("CREATE OR REPLACE TABLE v_zero (d DATE, dt DATETIME)")
        own.execute("INSERT INTO v_zero VALUES ('0000-00-00', '2020-00-00 00:00:00')")
        assert own.query_one("SELECT * FROM v_zero") == {"d": "0000-00-00", "dt": "2020-00-00 00:00:00"}


def test_other_types(task_key, **kwargs):
    db.execute(
        """CREATE OR REPLACE TABLE v_other (j JSON, bit1 BIT(1), bit12 BIT(12), e ENUM('a','b'), s SET('x','y'), ti TINYINT(1),
        u BIGINT UNSIGNED, z INT(8) ZEROFILL, f FLOAT, n VARCHAR(5) NULL, c CHAR(3))"""
    )
    db.execute(
        "INSERT INTO v_other VALUES (%s, b'1', b'101010101010', 'b', 'x,y', 1, 18446744073709551615, 42, 1.5, NULL, 'c')",
        ('{"k": [1, "é"]}',),
    )
    row = db.query_one("SELECT * FROM v_other")
    assert row["j"] == '{"k": [1, "é"]}' and row["bit1"] == b"\x01" and row["bit12"] == b"\x0a\xaa", row
    assert row["e"] == "b" and row["s"] == "x,y" and row["ti"] == 1 and row["u"] == 2**64 - 1
    assert row["z"] == 42 and row["f"] == 1.5 and row["n"] is None and row["c"] == "c"


def test_sequences(task_key, **kwargs):
    assert db.query_value("SELECT 2 IN %s", ([1, 2, "x'"],)) == 1
    assert db.query_value("SELECT %s IN %s", ("x'", ("a", "x'"))) == 1
    try:
        db.query("SELECT %s", ({"a": 1},))
    except TypeError as e:
        assert "json.dumps" in str(e)
    else:
        raise AssertionError("a dict is no value")


def test_percent_signs(task_key, **kwargs):
    assert db.query_value("SELECT '100%'") == "100%"
    assert db.query_value("SELECT '100%%s'") == "100%%s"
    assert db.query_value("SELECT '100%%', %s", (1,)) == "100%"
    for sql, params in (("SELECT %s", ()), ("SELECT %s", (1, 2)), ("SELECT %(a)s", {"b": 1}), ("SELECT '5%', %s", (1,))):
        try:
            db.query(sql, params)
        except taskhost.ProgrammingError as e:
            assert "%" in e.args[1]
        else:
            raise AssertionError(sql)
    try:
        db.query("SELECT %s", (float("nan"),))
    except taskhost.ProgrammingError:
        pass
    else:
        raise AssertionError("nan")


def test_descriptions(task_key, **kwargs):
    with db.cursor() as cursor:
        cursor.execute("SELECT 1 AS n, 'a' AS t, NOW() AS d, CAST(1.5 AS DECIMAL(5,2)) AS m, x'00' AS b")
        names = [column[0] for column in cursor.description]
        types = [column[1] for column in cursor.description]
        assert names == ["n", "t", "d", "m", "b"], names
        assert types[0] == dbapi.NUMBER and types[1] == dbapi.STRING and types[2] == dbapi.DATETIME, types
        assert types[3] == dbapi.NUMBER and types[1] != dbapi.NUMBER and dbapi.NUMBER == types[3]
        assert len(cursor.description[0]) == 7 and cursor.description[3][5] == 2
        cursor.execute("DO 1")
        assert cursor.description is None
    assert dbapi.Date(2020, 1, 2) == datetime.date(2020, 1, 2) and dbapi.Binary([1, 2]) == b"\x01\x02"
    assert dbapi.apilevel == "2.0" and dbapi.paramstyle == "pyformat"
