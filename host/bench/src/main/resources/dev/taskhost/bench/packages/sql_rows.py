"""What a query, a row that is read and a row that is written cost, through the host's pools or through PyMySQL.

A task body, and for the comparison a program: python3 sql_rows.py HOW DATABASE PORT SECONDS, with PyMySQL on PYTHONPATH.
"""
import decimal
import sys
import time

ROWS = 20_000
INSERTED = 2_000
QUERIES = 200


def run(task_key, how, database, port, seconds, folder="", **kwargs):
    """The medians of the last half of the rounds that fit into so many seconds, in microseconds."""
    if how == "pymysql":
        if folder and folder not in sys.path:
            sys.path.append(folder)
        import pymysql

        connection = pymysql.connect(host="127.0.0.1", port=int(port), user="root", password="", database=database, charset="utf8mb4")
    else:
        from taskhost import dbapi

        connection = dbapi.connect("bench")
    cursor = connection.cursor()

    def query():
        for i in range(QUERIES):
            cursor.execute("SELECT n FROM bench_rows WHERE id = %s", (i + 1,))
            assert cursor.fetchone() == (i + 1,)

    def read():
        cursor.execute("SELECT id, n, t, d, m FROM bench_rows")
        rows = cursor.fetchall()
        assert len(rows) == ROWS and isinstance(rows[7][3], decimal.Decimal) and rows[7][4].year == 2026, rows[7]

    def write():
        rows = [(i, f"text {i} 上海", decimal.Decimal("12.50")) for i in range(INSERTED)]
        cursor.executemany("INSERT INTO bench_into (id, t, d) VALUES (%s, %s, %s)", rows)
        connection.rollback()

    return {
        "query": median(query, float(seconds)) / QUERIES,
        "read": median(read, float(seconds)) / ROWS,
        "write": median(write, float(seconds)) / INSERTED,
    }


def median(work, seconds):
    took = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(took) < 4:
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    late = sorted(took[len(took) // 2 :])
    return late[len(late) // 2] * 1e6


if __name__ == "__main__":
    import json

    print(json.dumps(run("", *sys.argv[1:])))
