"""peewee's own tests (https://github.com/coleifer/peewee, the folder `tests` of its source) through taskhost.dbapi."""
import importlib
import io
import os
import sys
import time
import types
import unittest

MODULES = """base_models db_tests expressions fields keys manytomany models model_save model_sql prefetch_tests queries regressions
results schema sql transactions dataset db_url extra_fields hybrid kv migrations pool reflection returning shortcuts signals
test_utils""".split()
NO_SQLITE = "there is no SQLite here"


def without_sqlite():
    """A sqlite3 that connects to nothing: the tests import it whatever they test."""

    class Error(Exception):
        pass

    def connect(*args, **kwargs):
        raise Error(NO_SQLITE)

    module = types.ModuleType("sqlite3")
    names = "Warning InterfaceError DatabaseError DataError OperationalError IntegrityError InternalError ProgrammingError NotSupportedError"
    vars(module).update({name: type(name, (Error,), {}) for name in names.split()})
    vars(module).update(
        Error=Error, connect=connect, Binary=bytes, Row=tuple, dbapi2=module, Connection=type("C", (), {}), Cursor=type("C", (), {}),
        register_adapter=lambda *args: None, register_converter=lambda *args: None, sqlite_version="3.40.1",
        sqlite_version_info=(3, 40, 1), version_info=(2, 6, 0),
    )  # fmt: skip
    sys.modules["sqlite3"] = sys.modules["sqlite3.dbapi2"] = module


def with_types():
    """The protocol's numbers of types, which peewee's reflection looks for in PyMySQL."""
    numbers = types.ModuleType("pymysql.constants.FIELD_TYPE")
    named = dict(
        DECIMAL=0, TINY=1, SHORT=2, LONG=3, FLOAT=4, DOUBLE=5, NULL=6, TIMESTAMP=7, LONGLONG=8, INT24=9, DATE=10, TIME=11,
        DATETIME=12, YEAR=13, NEWDATE=14, VARCHAR=15, BIT=16, JSON=245, NEWDECIMAL=246, ENUM=247, SET=248, TINY_BLOB=249,
        MEDIUM_BLOB=250, LONG_BLOB=251, BLOB=252, VAR_STRING=253, STRING=254, GEOMETRY=255, CHAR=1,
    )  # fmt: skip
    vars(numbers).update(named)
    constants = types.ModuleType("pymysql.constants")
    constants.FIELD_TYPE = numbers
    package = types.ModuleType("pymysql")
    package.constants = constants
    sys.modules.update({"pymysql": package, "pymysql.constants": constants, "pymysql.constants.FIELD_TYPE": numbers})


def own(suite, name):
    """The tests that a module has itself: it imports others'."""
    for each in suite:
        if isinstance(each, unittest.TestSuite):
            yield from own(each, name)
        elif type(each).__module__ == name:
            yield each


def run(task_key, source, *modules, **kwargs):
    """
    :param source: the unpacked source
    :param modules: of its folder `tests`; all when none is named
    :returns: how many tests ran, were skipped, need SQLite, and what else was wrong
    """
    sys.path.insert(0, source)
    os.environ["PEEWEE_TEST_BACKEND"] = "mysql"
    without_sqlite()
    import peewee

    from taskhost import dbapi

    peewee.mysql, peewee.mysql_passwd = dbapi, False
    with_types()
    tests = types.ModuleType("tests")  # its own imports all, also those of databases that are not there
    tests.__path__ = [os.path.join(source, "tests")]
    sys.modules["tests"] = tests
    ran = skipped = sqlite = 0
    wrong = []
    for short in modules or MODULES:
        name, begin = "tests." + short, time.monotonic()
        suite = unittest.TestSuite(own(unittest.TestLoader().loadTestsFromModule(importlib.import_module(name)), name))
        result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=0).run(suite)
        others = []
        for test, trace in result.failures + result.errors:
            if NO_SQLITE in trace:
                sqlite += 1
            else:
                others.append(f"{test}: {trace.strip().splitlines()[-1]}")
        ran, skipped, wrong = ran + result.testsRun, skipped + len(result.skipped), wrong + others
        print(f"{short}: {result.testsRun} tests, {len(others)} wrong, {time.monotonic() - begin:.1f} s", flush=True)
    return {"peewee": peewee.__version__, "ran": ran, "skipped": skipped, "need SQLite": sqlite, "wrong": wrong}
