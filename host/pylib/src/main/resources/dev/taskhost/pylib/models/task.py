"""The scheduler's two tables, in the database of mysql.toml's `[default]`.

    from models.task import Task, TaskExecute

    Task.get(Task.task_key == task_key).extra
    TaskExecute().update_ext(pk=kwargs["sub_task_id"], rows=7)     # merged into the running execution's extra
"""

from __future__ import annotations

from typing import Any, Optional, Type

from libs._beside import fallback as _fallback
from libs.mysql import MysqlPools

from . import JsonField  # says what is missing without peewee

import peewee  # isort: skip

__all__ = ["Task", "TaskExecute"]


def _merge(model: Type[Any], condition: Any, entries: dict[str, Any]) -> dict[str, Any]:
    """Puts entries into `extra` of the row, in a transaction that locks it; gives all of `extra`.

    :raises peewee.DoesNotExist: when there is no such row
    """
    with model._meta.database.atomic():
        row = model.select().where(condition).for_update().get()
        extra = {**(row.extra if isinstance(row.extra, dict) else {}), **entries}
        model.update(extra=extra).where(model.id == row.id).execute()
    return extra


class Task(peewee.Model):
    """A task."""

    trigger_choices = (("interval", "interval"), ("date", "date"), ("cron", "cron"))

    id = peewee.AutoField()
    task_key = peewee.CharField()
    desc = peewee.CharField()
    execute_func = peewee.CharField()
    trigger = peewee.CharField(choices=trigger_choices)
    spec = peewee.CharField()
    args = peewee.CharField(default="")
    is_valid = peewee.IntegerField()
    status = peewee.CharField()
    extra: Any = JsonField(default=dict)
    create_at = peewee.DateTimeField()
    update_at = peewee.DateTimeField()

    class Meta:
        database = MysqlPools.default.db_conn
        table_name = "task"

    def update_ext(self, tk: Optional[str] = None, **kwargs: Any) -> None:
        """Merges entries into this task's `extra`; blocks.

        :param tk: the task_key, when this is no row of the table
        :raises ValueError: when it is no row and no key is given
        """
        if self.id is None and tk is None:
            raise ValueError("this Task is no row of the table; read one first, or name it: Task().update_ext(tk='key', …)")
        self.extra = _merge(Task, Task.id == self.id if self.id is not None else Task.task_key == tk, kwargs)


class TaskExecute(peewee.Model):
    """An execution."""

    id = peewee.AutoField(help_text="this execution's number")
    task_id = peewee.IntegerField(help_text="of which task")
    status = peewee.CharField(help_text="todo while it runs, else how it ended")
    extra: Any = JsonField(default=dict, help_text="err, result, and what tasks put there")
    trace_id = peewee.CharField(help_text="the trace id of its log lines")
    create_at = peewee.DateTimeField()
    update_at = peewee.DateTimeField()

    class Meta:
        database = MysqlPools.default.db_conn
        table_name = "execute_task"

    def update_ext(self, pk: Optional[int] = None, **kwargs: Any) -> None:
        """Merges entries into this execution's `extra`; blocks. The host adds its own at the end and leaves them.

        :param pk: the execution's number (`sub_task_id`), when this is no row of the table
        :raises ValueError: when it is no row and no number is given
        """
        number = self.id if self.id is not None else pk
        if number is None:
            raise ValueError("this TaskExecute is no row of the table; read one first, or name it: TaskExecute().update_ext(pk=7, …)")
        self.extra = _merge(TaskExecute, TaskExecute.id == number, kwargs)


__getattr__ = _fallback(__name__)
