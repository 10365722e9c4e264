# Each function is a test of connections: transactions, errors, what is left behind.
import threading

import taskhost
from taskhost import dbapi

db = taskhost.mysql()
other = taskhost.mysql()


def table(name):
    db.execute(f"CREATE OR REPLACE TABLE {name} (id INT PRIMARY KEY, n INT) ENGINE = InnoDB")


def test_transactions(task_key, **kwargs):
    table("s_tx")
    with db.transaction():
        db.execute("INSERT INTO s_tx VALUES (1, 1)")
        assert other.query("SELECT * FROM s_tx") == []
        with db.transaction():
            db.execute("INSERT INTO s_tx VALUES (2, 2)")
        try:
            with db.transaction():
                db.execute("INSERT INTO s_tx VALUES (3, 3)")
                raise KeyError("inner")
        except KeyError:
            pass
    assert [row["id"] for row in other.query("SELECT id FROM s_tx ORDER BY id")] == [1, 2]
    try:
        with db.transaction():
            db.execute("DELETE FROM s_tx")
            raise KeyError("outer")
    except KeyError:
        pass
    assert other.query_value("SELECT COUNT(*) FROM s_tx") == 2


def test_commit_and_rollback(task_key, **kwargs):
    table("s_commit")
    with dbapi.connect(autocommit=False) as own:
        assert own.get_autocommit() is False
        own.execute("INSERT INTO s_commit VALUES (1, 1)")
        own.rollback()
        own.execute("INSERT INTO s_commit VALUES (2, 2)")
        own.commit()
        own.execute("INSERT INTO s_commit VALUES (3, 3)")
        own.autocommit(True)  # commits
        own.begin()
        own.execute("INSERT INTO s_commit VALUES (4, 4)")
    assert [row["id"] for row in db.query("SELECT id FROM s_commit ORDER BY id")] == [2, 3]
    try:
        own.query("SELECT 1")
    except taskhost.InterfaceError as e:
        assert "closed" in e.args[1]
    else:
        raise AssertionError
    assert not own.open
    own.connect()
    assert own.query_value("SELECT 1") == 1


def test_errors_have_their_classes(task_key, **kwargs):
    db.execute("DROP TABLE IF EXISTS s_child")
    table("s_errors")
    db.execute("CREATE OR REPLACE TABLE s_child (id INT, FOREIGN KEY (id) REFERENCES s_errors (id)) ENGINE = InnoDB")
    db.execute("INSERT INTO s_errors VALUES (1, 1)")
    wrong = [
        ("SELEC 1", dbapi.ProgrammingError, 1064),
        ("SELECT * FROM s_nothing", dbapi.ProgrammingError, 1146),
        ("SELECT nothing FROM s_errors", dbapi.OperationalError, 1054),
        ("INSERT INTO s_errors VALUES (1, 1)", dbapi.IntegrityError, 1062),
        ("INSERT INTO s_errors VALUES (NULL, 1)", dbapi.IntegrityError, 1048),
        ("INSERT INTO s_child VALUES (99)", dbapi.IntegrityError, 1452),
        ("INSERT INTO s_errors VALUES (2, 99999999999)", dbapi.DataError, 1264),
        ("INSERT INTO s_errors VALUES (2, 'x')", dbapi.DataError, 1366),
        ("SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 30001, MESSAGE_TEXT = 'own'", dbapi.OperationalError, 30001),
    ]
    for sql, kind, number in wrong:
        try:
            db.execute(sql)
        except dbapi.Error as e:
            assert type(e) is kind and e.args[0] == number, (sql, e)
            assert "Data truncation" not in e.args[1]
        else:
            raise AssertionError(sql)
    assert db.query_value("SELECT 1") == 1
    assert issubclass(dbapi.IntegrityError, dbapi.DatabaseError) and db.IntegrityError is dbapi.IntegrityError


def test_unknown_aliases(task_key, **kwargs):
    try:
        taskhost.mysql("defualt").query("SELECT 1")
    except taskhost.UnknownAliasError as e:
        assert "default" in str(e) and "did you mean default?" in str(e) and "mysql.toml" in str(e), e
    else:
        raise AssertionError


def test_a_server_that_is_not_there(task_key, **kwargs):
    try:
        taskhost.mysql("nowhere").query("SELECT 1")
    except taskhost.OperationalError as e:
        assert e.args[0] == 2003 and "cannot connect to [nowhere]" in e.args[1] and "as root: Connection refused" in e.args[1], e
    else:
        raise AssertionError


def test_a_wrong_password(task_key, **kwargs):
    try:
        taskhost.mysql("locked").query("SELECT 1")
    except taskhost.OperationalError as e:
        assert e.args[0] == 1045 and "mysql.toml" in e.args[1] and "sesame" not in e.args[1], e
    else:
        raise AssertionError


def test_a_lost_connection(task_key, **kwargs):
    table("s_lost")
    number = db.thread_id()
    other.execute(f"KILL {number}")
    try:
        db.query("SELECT 1")
    except taskhost.OperationalError as e:
        assert e.args[0] in (2013, 1927), e
    assert db.query_value("SELECT 1") == 1
    assert db.thread_id() != number
    db.begin()
    db.execute("INSERT INTO s_lost VALUES (1, 1)")
    other.execute(f"KILL {db.thread_id()}")
    for _ in range(2):
        try:
            db.execute("INSERT INTO s_lost VALUES (2, 2)")
        except taskhost.OperationalError as e:
            last = e.args[0]
        else:
            raise AssertionError("the rest of a transaction that was lost in the middle")
    assert last == 2006
    db.rollback()
    assert db.query("SELECT * FROM s_lost") == []


def test_threads_share_what_is_theirs(task_key, **kwargs):
    mine = db.thread_id()
    seen = []

    def look():
        seen.append(db.thread_id())

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [mine] * 4, (mine, seen)


def test_a_session_is_clean(task_key, **kwargs):
    leave(task_key)
    db.close()
    db.connect()
    assert db.query_value("SELECT @left") is None
    assert db.query_value("SELECT @@autocommit") == 1
    assert db.query_value("SELECT IS_FREE_LOCK('s_lock')") == 1
    assert db.query_value("SELECT @@character_set_client") == "utf8mb4"
    try:
        db.query("SELECT * FROM s_temporary")
    except taskhost.ProgrammingError:
        pass
    else:
        raise AssertionError("the temporary table is still there")


def leave(task_key, **kwargs):
    db.execute("SET @left = 5")
    db.execute("SET autocommit = 0")
    db.execute("CREATE TEMPORARY TABLE s_temporary (id INT)")
    assert db.query_value("SELECT GET_LOCK('s_lock', 0)") == 1


def test_the_rest_of_the_module(task_key, **kwargs):
    assert taskhost.config("common")["custom"] == {"city": "上海"}
    taskhost.log.info("a line with %s", "an argument")
    assert issubclass(taskhost.http.HttpTimeout, taskhost.http.HttpError)  # without importing it
    assert set(taskhost.__all__) <= set(dir(taskhost))
    try:
        taskhost.nothing
    except AttributeError as e:
        assert "nothing" in str(e)
    else:
        raise AssertionError


def test_clock_is_the_hosts(task_key, **kwargs):
    import datetime
    import time

    from taskhost import cancelled, clock

    assert abs(clock.time() - time.time()) < 60
    assert clock.now().utcoffset() == clock.zone().utcoffset(clock.now().replace(tzinfo=None))
    tokyo = datetime.timezone(datetime.timedelta(hours=9))
    assert clock.now(tokyo).utcoffset() == datetime.timedelta(hours=9) and isinstance(clock.today(), datetime.date)
    assert cancelled() is False
