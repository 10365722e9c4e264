"""What models of task files stand on."""

from __future__ import annotations

import json
from typing import Any

try:
    from peewee import TextField
except ModuleNotFoundError as e:
    from libs.mysql import LACKS_PEEWEE

    raise ModuleNotFoundError(LACKS_PEEWEE, name="peewee") from e


class JsonField(TextField):
    """A text column that holds JSON: its values are dicts, lists, texts, numbers, booleans and None."""

    def db_value(self, value: Any) -> Any:
        """
        :raises TypeError: when the value cannot be JSON
        """
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def python_value(self, value: Any) -> Any:
        """What is no JSON in the column is given as the text that it is."""
        if not isinstance(value, (str, bytes)):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value


class ConnectionManager:
    """For models: connects and gives back, where a task wants to do that itself."""

    @classmethod
    def connect(cls) -> None:
        """Takes a connection, unless the execution has one."""
        cls._meta.database.connect(reuse_if_open=True)  # type: ignore[attr-defined]

    @classmethod
    def close(cls) -> None:
        """Gives the execution's connection back."""
        cls._meta.database.close()  # type: ignore[attr-defined]
