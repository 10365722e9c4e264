import peewee


def run(task_key, *args, **kwargs):
    db = peewee.SqliteDatabase(":memory:")

    class Note(peewee.Model):
        text = peewee.TextField()

        class Meta:
            database = db

    with db:
        db.create_tables([Note])
        Note.create(text="é")
        assert Note.get(Note.id == 1).text == "é"
    return "on SQLite in memory"
