import datetime
import decimal

import sqlalchemy as sa
from sqlalchemy import orm

import taskhost
from taskhost import dbapi

Base = orm.declarative_base()


class Author(Base):
    __tablename__ = "sa_author"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40), unique=True)
    books = orm.relationship("Book", back_populates="author", order_by="Book.title")


class Book(Base):
    __tablename__ = "sa_book"
    id = sa.Column(sa.BigInteger, primary_key=True)
    author_id = sa.Column(sa.ForeignKey("sa_author.id"))
    title = sa.Column(sa.String(80))
    price = sa.Column(sa.Numeric(8, 2))
    at = sa.Column(sa.DateTime)
    more = sa.Column(sa.JSON)
    cover = sa.Column(sa.LargeBinary)
    author = orm.relationship(Author, back_populates="books")


def run(task_key, http, port, redis, **kwargs):
    """Through the host's pool: SQLAlchemy's PyMySQL dialect, with our PEP 249 module in PyMySQL's place."""
    engine = sa.create_engine(
        "mysql+pymysql://",
        module=dbapi,
        creator=lambda: dbapi.connect("default"),
        poolclass=sa.pool.NullPool,  # the host has one
    )
    with taskhost.mysql("default") as lock:
        assert lock.query("SELECT GET_LOCK('sqlalchemy', 60) AS got")[0]["got"] == 1  # both isolations use the same tables
        Base.metadata.drop_all(engine)
        Base.metadata.create_all(engine)
        at = datetime.datetime(2026, 11, 26, 1, 2, 3)
        with orm.Session(engine) as session:
            ada = Author(name="Ada 上海 😀")
            ada.books = [
                Book(title="Notes", price=decimal.Decimal("9.50"), at=at, more={"pages": [1, 2]}, cover=b"\x00\xff'\\"),
                Book(title="More % 100", price=1),
            ]
            session.add(ada)
            session.commit()
            assert ada.id == 1 and sorted(book.id for book in ada.books) == [1, 2], [book.id for book in ada.books]
            session.add(Author(name="Ada 上海 😀"))
            try:
                session.commit()
                raise AssertionError("two of one name")
            except sa.exc.IntegrityError:
                session.rollback()
        with orm.Session(engine) as session:
            notes = session.scalars(sa.select(Book).join(Author).where(Author.name.like("Ada%"), Book.price > 2)).one()
            assert (notes.price, notes.at, notes.more, notes.cover) == (decimal.Decimal("9.50"), at, {"pages": [1, 2]}, b"\x00\xff'\\")
            assert session.scalar(sa.select(sa.func.sum(Book.price))) == decimal.Decimal("10.50")
            assert [book.title for book in notes.author.books] == ["More % 100", "Notes"]
            session.delete(notes)
            session.rollback()
        with engine.begin() as connection:
            many = connection.execute(sa.insert(Author), [{"name": f"a{i}"} for i in range(500)])
            assert many.rowcount == 500, many.rowcount
            assert connection.execute(sa.update(Author).where(Author.name.like("a%")).values(name=Author.name + "!")).rowcount == 501
        with engine.connect() as connection:
            assert connection.execute(sa.text("SELECT COUNT(*) FROM sa_author WHERE name LIKE :n"), {"n": "a%!"}).scalar() == 501
            assert [column["name"] for column in sa.inspect(engine).get_columns("sa_book")][:3] == ["id", "author_id", "title"]
        Base.metadata.drop_all(engine)
        lock.query("SELECT RELEASE_LOCK('sqlalchemy')")
    return "over the host's pool: models, types, relations, a unique key, 500 rows at once, reflection"
