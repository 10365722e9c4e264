# Each function is a test of what a cursor does.
import taskhost
from taskhost import dbapi

db = taskhost.mysql()


def fill(table, count):
    db.execute(f"CREATE OR REPLACE TABLE {table} (id INT PRIMARY KEY, t VARCHAR(100))")
    db.execute_many(f"INSERT INTO {table} VALUES (%s, %s)", [(i, f"row '{i}'") for i in range(count)])


def test_fetching(task_key, **kwargs):
    fill("c_fetch", 10)
    with db.cursor() as cursor:
        assert cursor.execute("SELECT * FROM c_fetch ORDER BY id") == 10
        assert cursor.fetchone() == (0, "row '0'") and cursor.rownumber == 1
        assert cursor.fetchmany(2) == ((1, "row '1'"), (2, "row '2'"))
        assert cursor.fetchmany() == ((3, "row '3'"),)
        assert [row[0] for row in cursor] == [4, 5, 6, 7, 8, 9]
        assert cursor.fetchone() is None and cursor.fetchall() == () and cursor.fetchmany(5) == ()
        cursor.scroll(0, "absolute")
        assert len(cursor.fetchall()) == 10
        assert cursor.execute("SELECT * FROM c_fetch WHERE id > %s", (7,)) == 2
    with db.cursor(dbapi.DictCursor) as cursor:
        cursor.execute("SELECT id, t FROM c_fetch WHERE id < 2")
        assert cursor.fetchall() == [{"id": 0, "t": "row '0'"}, {"id": 1, "t": "row '1'"}]
        cursor.execute("SELECT a.id, b.id FROM c_fetch a JOIN c_fetch b ON b.id = a.id + 1 LIMIT 1")
        assert cursor.fetchone() == {"id": 0, "b.id": 1}
    assert db.query_one("SELECT * FROM c_fetch WHERE id = 99") is None
    assert db.query_value("SELECT id FROM c_fetch WHERE id = 99") is None


def test_counting(task_key, **kwargs):
    db.execute("CREATE OR REPLACE TABLE c_count (id INT AUTO_INCREMENT PRIMARY KEY, n INT)")
    cursor = db.cursor()
    assert cursor.execute("INSERT INTO c_count (n) VALUES (1)") == 1 and cursor.lastrowid == 1
    assert cursor.execute("INSERT INTO c_count (n) VALUES (2), (3)") == 2 and cursor.lastrowid == 2
    assert db.insert_id() == 2 and db.query_value("SELECT LAST_INSERT_ID()") == 2
    assert cursor.execute("UPDATE c_count SET n = 5 WHERE n = 5") == 0
    assert cursor.execute("UPDATE c_count SET n = 5") == 3
    assert cursor.execute("UPDATE c_count SET n = 5") == 0, "changed rows are counted, as PyMySQL does"
    assert cursor.execute("DELETE FROM c_count WHERE id = 1") == 1
    assert cursor.execute("INSERT INTO c_count (id, n) VALUES (2, 6) ON DUPLICATE KEY UPDATE n = 6") == 2
    cursor.close()
    try:
        cursor.execute("SELECT 1")
    except taskhost.ProgrammingError as e:
        assert "closed" in str(e)
    else:
        raise AssertionError
    cursor.close()


def test_many_at_once(task_key, **kwargs):
    db.execute("CREATE OR REPLACE TABLE c_many (id INT AUTO_INCREMENT PRIMARY KEY, a INT, t TEXT, UNIQUE (a))")
    cursor = db.cursor()
    before = statements()
    rows = [(i, "x)('%" + str(i)) for i in range(5_000)]
    assert cursor.executemany("INSERT INTO c_many (a, t) VALUES (%s, CONCAT(%s, ''))", rows) == 5_000
    assert statements() - before < 10
    assert cursor.lastrowid == 1
    assert db.query_value("SELECT t FROM c_many WHERE a = 4999") == "x)('%4999"
    sql = "INSERT INTO c_many (a, t) VALUES (%(a)s, %(t)s) ON DUPLICATE KEY UPDATE t = VALUES(t)"
    assert cursor.executemany(sql, [{"a": 1, "t": "one"}, {"a": 5_000, "t": "new"}]) == 3
    before = statements()
    assert cursor.executemany("UPDATE c_many SET t = %s WHERE a = %s", [(f"u{i}", i) for i in range(500)]) == 500
    assert db.query_value("SELECT COUNT(*) FROM c_many WHERE t LIKE 'u%'") == 500
    assert cursor.executemany("DELETE FROM c_many WHERE a = %s", [(1,), (2,)]) == 2
    assert cursor.executemany("INSERT INTO c_many (a) VALUES (%s)", []) == 0
    try:
        cursor.executemany("INSERT INTO c_many (a) VALUES (%s)", [(7_000,), (7_000,)])
    except taskhost.IntegrityError as e:
        assert e.args[0] == 1062, e
    else:
        raise AssertionError


def statements():
    return int(db.query_one("SHOW SESSION STATUS LIKE 'Questions'")["Value"])


def test_large_results(task_key, **kwargs):
    fill("c_large", 25_000)
    seen = 0
    for row in db.stream("SELECT * FROM c_large ORDER BY id"):
        assert row["id"] == seen
        seen += 1
    assert seen == 25_000
    with db.cursor() as cursor:
        assert cursor.execute("SELECT id FROM c_large ORDER BY id") == -1
        assert cursor.fetchone() == (0,)
        # others use the connection in between: the rest is kept
        assert db.query_value("SELECT COUNT(*) FROM c_large") == 25_000
        with db.cursor() as other:
            other.execute("SELECT id FROM c_large ORDER BY id DESC")
            assert other.fetchone() == (24_999,) and cursor.fetchone() == (1,)
        rest = cursor.fetchall()
        assert len(rest) == 24_998 and rest[-1] == (24_999,) and cursor.rowcount == 25_000
        cursor.execute("SELECT id FROM c_large")
    assert db.query_value("SELECT 1") == 1
    assert len(db.query("SELECT id FROM c_large WHERE id < 1500")) == 1500


def test_nothing_before_execute(task_key, **kwargs):
    try:
        db.cursor().fetchone()
    except taskhost.ProgrammingError:
        return
    raise AssertionError


def test_procedures(task_key, **kwargs):
    db.execute("CREATE OR REPLACE PROCEDURE c_proc(IN a INT, OUT b INT) BEGIN SELECT a; SELECT a + 1, 'x'; SET b = a * 2; END")
    cursor = db.cursor()
    cursor.callproc("c_proc", (20, 0))
    assert cursor.fetchall() == ((20,),)
    assert cursor.nextset() and cursor.fetchall() == ((21, "x"),)
    while cursor.nextset():
        pass
    cursor.execute("SELECT @_c_proc_1")
    assert cursor.fetchone() == (40,)
    cursor.callproc("c_proc", (1, 0))  # its other results are dropped
    assert db.query_value("SELECT 5") == 5


def test_extras(task_key, **kwargs):
    assert db.escape("it's") == "'it\\'s'" and db.escape_string("a'b") == "a\\'b" and db.literal(5) == "5"
    assert db.thread_id() == db.query_value("SELECT CONNECTION_ID()")
    assert "MariaDB" in db.get_server_info() or db.server_version
    with db.cursor() as cursor:
        assert cursor.mogrify("SELECT %s", ("a",)) == "SELECT 'a'"
        cursor.execute("SELECT 1/0")
        assert db.show_warnings()
    name = db.query_value("SELECT DATABASE()")
    db.select_db("information_schema")
    assert db.query_value("SELECT DATABASE()") == "information_schema"
    db.close()
    db.ping()
    assert db.query_value("SELECT DATABASE()") == name
