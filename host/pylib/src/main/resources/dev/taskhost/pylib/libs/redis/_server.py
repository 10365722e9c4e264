"""Scripts, the server, and what shared connections cannot do."""

from __future__ import annotations

from typing import Any, Awaitable, Optional, Union

from ._base import Group, Value, refuse


class Server(Group):
    """Scripts, the server, and what shared connections cannot do."""

    def echo(self, message: Value, **how: Any) -> Awaitable[Any]:
        """What was sent."""
        return self._run("ECHO", message, **how)

    def publish(self, channel: Value, message: Value) -> Awaitable[Any]:
        """Sends a message; gives how many took it."""
        return self._run("PUBLISH", channel, message)

    def script_load(self, script: Value, **how: Any) -> Awaitable[Any]:
        """Keeps a Lua script; gives its digest."""
        return self._run("SCRIPT", "LOAD", script, **how)

    def execute(self, command: Union[str, bytes], *args: Value, **how: Any) -> Awaitable[Any]:
        """Any command: `execute("GETDEL", key, encoding="utf-8")`."""
        return self._run(command.decode("ascii") if isinstance(command, bytes) else command, *args, **how)

    def ping(self, message: Optional[Any] = None, **how: Any) -> Awaitable[Any]:
        """PONG, or the message."""
        return self._run("PING", *([] if message is None else [message]), **how)

    def eval(self, script: Value, keys: Any = (), args: Any = (), **how: Any) -> Awaitable[Any]:
        """Runs a Lua script with these keys and arguments."""
        return self._run("EVAL", script, len(keys), *keys, *args, **how)

    def evalsha(self, digest: Value, keys: Any = (), args: Any = (), **how: Any) -> Awaitable[Any]:
        """Runs a Lua script that is kept."""
        return self._run("EVALSHA", digest, len(keys), *keys, *args, **how)

    def publish_json(self, channel: Value, obj: Any) -> Awaitable[int]:
        """Sends an object as JSON; gives how many took it."""
        from json import dumps

        return self._run("PUBLISH", channel, dumps(obj))

    def dbsize(self) -> Awaitable[int]:
        """How many keys there are."""
        return self._run("DBSIZE")

    def time(self) -> Awaitable[float]:
        """The server's time, in seconds."""
        return self._run("TIME", convert=lambda reply: int(reply[0]) + int(reply[1]) / 1e6)

    def info(self, section: str = "default") -> Awaitable[Any]:
        """What the server says of itself, as a dict of texts by section and name."""
        return self._run("INFO", section, convert=_sections, encoding="utf-8")

    subscribe = refuse("SUBSCRIBE")
    psubscribe = refuse("PSUBSCRIBE")
    unsubscribe = refuse("UNSUBSCRIBE")
    punsubscribe = refuse("PUNSUBSCRIBE")
    watch = refuse("WATCH")
    unwatch = refuse("UNWATCH")
    select = refuse("SELECT")


def _sections(text: str) -> Any:
    sections: dict[str, Any] = {}
    current: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            current = sections.setdefault(line[1:].strip().lower(), {})
        elif ":" in line:
            name, _, value = line.partition(":")
            current[name] = value
    return sections
