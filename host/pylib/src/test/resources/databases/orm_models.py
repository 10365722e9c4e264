# Each function is a test of peewee on the host's pools; used where peewee is at hand.
import asyncio
import datetime
import decimal
import threading
import uuid

import peewee
from peewee import fn

from taskhost.orm import HostMySQLDatabase

db = HostMySQLDatabase()


class Base(peewee.Model):
    class Meta:
        database = db


class User(Base):
    name = peewee.CharField(unique=True)
    age = peewee.IntegerField(null=True)


class Tweet(Base):
    user = peewee.ForeignKeyField(User, backref="tweets", on_delete="CASCADE")
    text = peewee.TextField()
    at = peewee.DateTimeField(default=datetime.datetime.now)


class Every(Base):
    big = peewee.BigIntegerField(null=True)
    flag = peewee.BooleanField(null=True)
    money = peewee.DecimalField(max_digits=20, decimal_places=4, null=True)
    double = peewee.DoubleField(null=True)
    day = peewee.DateField(null=True)
    time = peewee.TimeField(null=True)
    moment = peewee.DateTimeField(null=True)
    blob = peewee.BlobField(null=True)
    uid = peewee.UUIDField(null=True)
    stamp = peewee.TimestampField(null=True, default=None)


def fresh():
    db.drop_tables([Tweet, User, Every])
    db.create_tables([User, Tweet, Every])


def test_rows(task_key, **kwargs):
    fresh()
    anna = User.create(name="Anna 上海 😀", age=30)
    assert anna.id == 1 and User.get(User.name == "Anna 上海 😀").age == 30
    User.insert_many([{"name": f"u{i}", "age": i} for i in range(100)]).execute()
    assert User.select().count() == 101
    assert User.update(age=User.age + 1).where(User.age < 10).execute() == 10
    assert User.delete().where(User.name == "u99").execute() == 1
    assert [u.name for u in User.select().where(User.age.between(50, 51)).order_by(User.age)] == ["u50", "u51"]
    assert User.get_or_none(User.name == "nobody") is None
    anna.age = None
    anna.save()
    assert User.select().where(User.age.is_null()).get() == anna
    user, made = User.get_or_create(name="new", defaults={"age": 1})
    assert made and not User.get_or_create(name="new")[1]
    assert User.select(fn.MAX(User.age)).scalar() == 98
    assert list(User.select(User.name).where(User.name.in_(["u1", "u2"])).tuples().order_by(User.name)) == [("u1",), ("u2",)]
    assert User.select().where(User.name.contains("Anna")).count() == 1
    assert User.select().where(User.name % "U%").count() == 0 and User.select().where(User.name ** "U%").count() == 99


def test_relations(task_key, **kwargs):
    fresh()
    one, two = User.create(name="one"), User.create(name="two")
    for i in range(5):
        Tweet.create(user=one, text=f"100% {i}")
    assert one.tweets.count() == 5 and two.tweets.count() == 0
    query = User.select(User, fn.COUNT(Tweet.id).alias("n")).join(Tweet, peewee.JOIN.LEFT_OUTER).group_by(User).order_by(User.id)
    assert [(u.name, u.n) for u in query] == [("one", 5), ("two", 0)]
    assert Tweet.select(Tweet, User).join(User).where(User.name == "one").first().user.name == "one"
    assert len(peewee.prefetch(User.select(), Tweet.select())) == 2
    for tweet in Tweet.select():  # another query while one is read
        assert tweet.user.name == "one"
    assert User.select((User.name + "!").alias("loud")).where(User.id == 1).get().loud == "one!"
    one.delete_instance()
    assert Tweet.select().count() == 0


def test_types(task_key, **kwargs):
    fresh()
    values = dict(
        big=2**62,
        flag=True,
        money=decimal.Decimal("1234.5678"),
        double=1.5,
        day=datetime.date(2024, 2, 29),
        time=datetime.time(1, 2, 3),
        moment=datetime.datetime(2024, 2, 29, 1, 2, 3),
        blob=bytes(range(256)),
        uid=uuid.uuid4(),
        stamp=datetime.datetime(2024, 2, 29, 1, 2, 3),
    )
    key = Every.create(**values).id
    row = Every.get_by_id(key)
    for name, value in values.items():
        assert getattr(row, name) == value, (name, getattr(row, name), value)
    empty = Every.get_by_id(Every.create().id)
    assert all(getattr(empty, name) is None for name in values)
    assert Every.select().where(Every.moment.year == 2024).count() == 1


def test_transactions(task_key, **kwargs):
    fresh()
    try:
        with db.atomic():
            User.create(name="gone")
            raise KeyError
    except KeyError:
        pass
    with db.atomic() as outer:
        User.create(name="stays")
        try:
            with db.atomic():
                User.create(name="inner")
                raise KeyError
        except KeyError:
            pass
        with db.savepoint() as point:
            User.create(name="undone")
            point.rollback()
    assert [u.name for u in User.select()] == ["stays"]
    with db.atomic() as outer:
        User.create(name="undone")
        outer.rollback()
        User.create(name="after")
    assert [u.name for u in User.select().order_by(User.id)] == ["stays", "after"]
    with db.manual_commit():
        db.begin()
        User.create(name="manual")
        db.rollback()
    assert User.select().count() == 2

    @db.atomic()
    def both():
        User.create(name="decorated")

    both()
    with db:
        User.create(name="in a block")
    assert User.select().count() == 4


def test_errors(task_key, **kwargs):
    fresh()
    User.create(name="one")
    for make, kind in (
        (lambda: User.create(name="one"), peewee.IntegrityError),
        (lambda: db.execute_sql("SELEC"), peewee.ProgrammingError),
        (lambda: User.select().where(peewee.SQL("nothing = 1")).execute(), peewee.OperationalError),
        (lambda: User.create(name=None), peewee.IntegrityError),
    ):
        try:
            make()
        except kind as e:
            assert len(e.args) >= 2, e.args
        else:
            raise AssertionError(kind)
    assert User.select().count() == 1
    User.create(name="x" * 1000)  # peewee's own sql_mode is not strict
    assert User.get(User.name != "one").name == "x" * 255


def test_upserts(task_key, **kwargs):
    fresh()
    User.insert(name="one", age=1).execute()
    User.insert(name="one", age=2).on_conflict(update={User.age: 9}).execute()
    assert User.get(User.name == "one").age == 9
    User.insert(name="one", age=5).on_conflict(preserve=[User.age]).execute()
    assert User.get(User.name == "one").age == 5
    User.insert(name="one").on_conflict_ignore().execute()
    User.replace(name="one", age=7).execute()
    assert User.select().count() == 1 and User.get().age == 7


def test_schema(task_key, **kwargs):
    fresh()
    assert {"user", "tweet", "every"} <= set(db.get_tables())
    assert [c.name for c in db.get_columns("user")] == ["id", "name", "age"]
    assert db.get_primary_keys("user") == ["id"] and db.get_foreign_keys("tweet")[0].dest_table == "user"
    assert any(index.unique and index.columns == ["name"] for index in db.get_indexes("user"))
    assert db.table_exists("user") and not db.table_exists("nobody")


def test_connections(task_key, **kwargs):
    assert db.connect(reuse_if_open=True) in (True, False) and not db.is_closed() and db.is_connection_usable()
    db.close()
    assert db.is_closed()
    with db.connection_context():
        assert db.execute_sql("SELECT 1").fetchone() == (1,)
    assert db.is_closed()
    seen = []
    thread = threading.Thread(target=lambda: seen.append(db.execute_sql("SELECT CONNECTION_ID()").fetchone()))
    thread.start()
    thread.join()
    assert seen == [db.execute_sql("SELECT CONNECTION_ID()").fetchone()]


async def test_two_at_once(task_key, **kwargs):
    # In one interpreter, on one thread: see OrmTest.
    with db.atomic():
        number = db.execute_sql("SELECT CONNECTION_ID()").fetchone()[0]
        await asyncio.sleep(0.2)
        assert db.execute_sql("SELECT CONNECTION_ID()").fetchone()[0] == number and db.transaction_depth() == 1
    return number
