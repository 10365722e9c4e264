"""Notices that tasks send themselves. What the host tells of failed tasks is its own matter, see common.toml."""

from __future__ import annotations

from typing import Any

from .._beside import fallback as _fallback

__all__ = ["ding_ding_notice"]


async def ding_ding_notice(msg: object) -> Any:
    """Sends `ALARM: msg` to the DingTalk robot of `[ding]` in common.toml.

    :returns: what DingTalk answered, `{"errcode": 0, "errmsg": "ok"}` when it took it; `{}` when that was no JSON
    :raises taskhost.http.HttpError: when it could not be reached
    """
    from ..requests.ding_requests import DingDingAlarm

    server = DingDingAlarm(text={"content": f"ALARM: {msg}"}).new_server()
    response = await server.async_fetch()
    return response.json()


__getattr__ = _fallback(__name__)
