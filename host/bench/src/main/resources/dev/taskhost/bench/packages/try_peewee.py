import peewee


def run(task_key, http, port, redis, **kwargs):
    db = peewee.MySQLDatabase("test_" + task_key.split()[-1], host="127.0.0.1", port=int(port), user="root", password="")

    class Base(peewee.Model):
        class Meta:
            database = db

    class Author(Base):
        name = peewee.CharField(unique=True)

    class Book(Base):
        author = peewee.ForeignKeyField(Author, backref="books")
        title = peewee.CharField()
        price = peewee.DecimalField(max_digits=8, decimal_places=2)

    with db:
        db.drop_tables([Book, Author])
        db.create_tables([Author, Book])
        with db.atomic():
            ada = Author.create(name="Ada")
            Book.insert_many([{"author": ada, "title": "Notes", "price": "9.50"}, {"author": ada, "title": "More", "price": 1}]).execute()
        try:
            Author.create(name="Ada")
            raise AssertionError("two of one name")
        except peewee.IntegrityError:
            pass
        total = Book.select(peewee.fn.SUM(Book.price)).join(Author).where(Author.name == "Ada").scalar()
        assert str(total) == "10.50"
        assert [book.title for book in ada.books.order_by(Book.title)] == ["More", "Notes"]
        db.drop_tables([Book, Author])
    return "on MariaDB: models, a transaction, a join, a unique key"
