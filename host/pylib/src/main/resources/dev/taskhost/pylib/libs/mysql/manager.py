"""Executes peewee's queries in coroutines, with the calls of peewee-async's Manager (up to its version 0.7)."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import Any, AsyncIterator, Dict, Iterable, Iterator, List, Optional, Tuple, Type, Union

import peewee

from ._cursor import Gathered

__all__ = ["Manager"]


class Manager:
    """Queries of one database, each awaited. Its calls outside of `atomic()` have a connection of the pool for themselves.

    :ivar database: the peewee database
    """

    def __init__(self, database: Any) -> None:
        from taskhost import aio

        self.database = database
        self._aio = aio.mysql(database.alias, sql_mode=database.host_sql_mode)

    # ---- any query --------------------------------------------------------------------------------------------

    async def execute(self, query: Any) -> Any:
        """Executes a query.

        :returns: of a SELECT, or of raw SQL that finds rows: the rows as a list, of what the query says (models, dicts, tuples); of an
            INSERT of one row its new id; of anything else how many rows were affected
        """
        sql, params = self._bound(query).sql()
        with peewee.__exception_wrapper__:  # the errors are peewee's own, as in blocking code
            result = await self._aio.run(sql, params or ())  # as in blocking code: %% is a percent sign
        cursor = Gathered(result)
        if isinstance(query, (peewee.SelectBase, peewee.RawQuery)):
            return list(query._get_cursor_wrapper(cursor)) if result.description is not None else result.rowcount
        return query.handle_result(self.database, cursor)

    def _bound(self, query: Any) -> Any:
        if getattr(query, "_database", None) is None:
            query._database = self.database
        return query

    async def scalar(self, query: Any, as_tuple: bool = False) -> Any:
        """The first value of the first row, or all of the row; None when there is none."""
        rows = await self.execute(query.tuples())
        if not rows:
            return None
        return rows[0] if as_tuple else rows[0][0]

    async def count(self, query: Any, clear_limit: bool = False) -> int:
        """How many rows a SELECT finds.

        :param clear_limit: whatever its LIMIT says
        """
        inner = query.order_by().alias("_wrapped")
        if clear_limit:
            inner._limit = inner._offset = None
        return await self.scalar(peewee.Select([inner], [peewee.fn.COUNT(peewee.SQL("1"))]))

    async def prefetch(self, query: Any, *subqueries: Any) -> List[Any]:
        """The query's models with those that refer to them, as `peewee.prefetch` gives them, in a query each."""
        from ._prefetch import prefetch

        return await prefetch(self, query, subqueries)

    # ---- models -----------------------------------------------------------------------------------------------

    async def get(self, source_: Any, *args: Any, **kwargs: Any) -> Any:
        """The first that a model or a SELECT has with these conditions.

        :raises peewee.DoesNotExist: when there is none, of the model's own class
        """
        query, model = (source_, source_.model) if isinstance(source_, peewee.Query) else (source_.select(), source_)
        conditions = [*args, *(getattr(model, name) == value for name, value in kwargs.items())]
        if conditions:
            query = query.where(*conditions)
        found = await self.execute(query.limit(1))
        if not found:
            raise model.DoesNotExist(f"{model.__name__} has none that matches: SQL {query.sql()[0]}")
        return found[0]

    async def create(self, model_: Type[Any], **data: Any) -> Any:
        """Inserts a row and gives its model."""
        made = model_(**data)
        new_id = await self.execute(model_.insert(**dict(made.__data__)))
        if made._pk is None:
            made._pk = new_id
        made._dirty.clear()
        return made

    async def get_or_create(
        self, model_: Type[Any], defaults: Optional[Dict[str, Any]] = None, **kwargs: Any
    ) -> Tuple[Any, bool]:
        """The one that there is, or a new one, and whether it is new."""
        try:
            return await self.get(model_, **kwargs), False
        except model_.DoesNotExist:
            data = {**{name: value for name, value in kwargs.items() if "__" not in name}, **(defaults or {})}
            try:
                return await self.create(model_, **data), True
            except peewee.IntegrityError:  # another was faster
                try:
                    return await self.get(model_, **kwargs), False
                except model_.DoesNotExist:
                    pass
                raise

    async def create_or_get(self, model_: Type[Any], **kwargs: Any) -> Tuple[Any, bool]:
        """A new one, or the one that has the same unique values, and whether it is new."""
        try:
            return await self.create(model_, **kwargs), True
        except peewee.IntegrityError:
            meta = model_._meta
            same = [
                getattr(model_, name) == value
                for name, value in kwargs.items()
                if meta.fields[name].unique or meta.fields[name].primary_key
            ]
            return await self.get(model_, *same), False

    async def update(self, object_: Any, only: Optional[Iterable[Union[str, Any]]] = None) -> int:
        """Writes a model's values to its row.

        :param only: these fields, or their names, alone
        :returns: how many rows were affected
        """
        names = set(object_.__data__) if only is None else {getattr(field, "name", field) for field in only}
        if only is None and object_._meta.only_save_dirty:
            names &= {field.name for field in object_.dirty_fields}
        meta = object_._meta
        keys = set(meta.primary_key.field_names) if meta.composite_key else {meta.primary_key.name}
        values = {name: object_.__data__[name] for name in names - keys if name in object_.__data__}
        if not values:
            return 0
        affected = await self.execute(type(object_).update(**values).where(object_._pk_expr()))
        object_._dirty.clear()
        return affected

    async def delete(self, object_: Any, recursive: bool = False, delete_nullable: bool = False) -> int:
        """Deletes a model's row.

        :param recursive: with the rows that refer to it; those that may do without it only lose the reference, unless
            `delete_nullable`
        :returns: how many rows of the model were deleted
        """
        if recursive:
            for where, key in reversed(list(object_.dependencies(delete_nullable))):
                model = key.model
                if key.null and not delete_nullable:
                    await self.execute(model.update(**{key.name: None}).where(where))
                else:
                    await self.execute(model.delete().where(where))
        return await self.execute(type(object_).delete().where(object_._pk_expr()))

    # ---- transactions -----------------------------------------------------------------------------------------

    @asynccontextmanager
    async def atomic(self) -> AsyncIterator["Manager"]:
        """A transaction, or a savepoint within one: for `async with`. What is awaited inside, by the same coroutine, belongs to it."""
        with peewee.__exception_wrapper__:
            async with self._aio.transaction():
                yield self

    transaction = atomic
    savepoint = atomic

    # ---- what the host does -----------------------------------------------------------------------------------

    is_connected = True

    async def connect(self) -> None:
        """Does nothing: connections are made when they are needed."""

    async def close(self) -> None:
        """Does nothing: connections are given back by themselves."""

    @contextmanager
    def allow_sync(self) -> Iterator[None]:
        """Does nothing: blocking queries are always allowed."""
        yield
