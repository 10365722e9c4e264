import datetime
import decimal

import pymysql


def run(task_key, http, port, redis, **kwargs):
    connection = pymysql.connect(host="127.0.0.1", port=int(port), user="root", password="", database="test", charset="utf8mb4")
    with connection:
        with connection.cursor(pymysql.cursors.DictCursor) as cursor:
            cursor.execute("CREATE TEMPORARY TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, s VARCHAR(20), d DECIMAL(8,2), at DATETIME(6)) ENGINE=InnoDB")
            at = datetime.datetime(2026, 11, 26, 1, 2, 3, 456789)
            cursor.executemany("INSERT INTO t (s, d, at) VALUES (%s, %s, %s)", [("ä'\"", decimal.Decimal("1.20"), at), (None, 2, None)])
            connection.commit()
            cursor.execute("DELETE FROM t")
            connection.rollback()
            cursor.execute("SELECT * FROM t ORDER BY id")
            rows = cursor.fetchall()
    assert rows[0] == {"id": 1, "s": "ä'\"", "d": decimal.Decimal("1.20"), "at": at}, rows
    assert rows[1]["s"] is None
    return "types, parameters, commit and rollback"
