"""DingTalk's robot, as `[ding]` of common.toml describes it.

    [ding]
    ding = "https://oapi.dingtalk.com"
    access_token = "${DING_TOKEN}"
    secret = "${DING_SECRET}"        # when the robot wants signatures
"""

from __future__ import annotations

from typing import Any, Dict

from .._beside import fallback as _fallback
from ..tomlread import ConfEntity
from . import BaseServer, JsonField, QueryField

__all__ = ["DingServer", "DingDingAlarm"]


def _ding() -> Dict[str, Any]:
    return ConfEntity().common.get("ding", {})


class DingServer(BaseServer):
    """A request to DingTalk."""

    TIMEOUT = 5

    def _host(self) -> str:
        host = self._said("__HOST__") or _ding().get("ding")
        if not host:
            raise AttributeError('common.toml does not say where DingTalk is; add [ding] with ding = "https://oapi.dingtalk.com"')
        return host


class DingDingAlarm(DingServer):
    """A message by a robot.

        await DingDingAlarm(text={"content": "ALARM: disk full"}).new_server().async_fetch()
    """

    URL = "/robot/send"
    METHOD = "POST"
    access_token = QueryField()
    timestamp = QueryField()
    sign = QueryField()
    msgtype = JsonField(default="text")
    text = JsonField(required=True)

    def new_server(self) -> "DingDingAlarm":
        """Ready to be sent: with the token, and when there is a secret the signature, of common.toml."""
        ding = _ding()
        if self.get("access_token") is None:
            self["access_token"] = ding.get("access_token")
        if ding.get("secret"):
            self._sign(ding["secret"])
        super().new_server()
        return self

    def _sign(self, secret: str) -> None:
        """https://open.dingtalk.com/document/robots/customize-robot-security-settings"""
        import hmac
        from base64 import b64encode

        from ..utils.datekit import now_millitimestamp

        self["timestamp"] = now_millitimestamp()
        text = f"{self['timestamp']}\n{secret}"
        digest = hmac.new(secret.encode("utf-8"), text.encode("utf-8"), "sha256").digest()
        self["sign"] = b64encode(digest).decode("ascii")


__getattr__ = _fallback(__name__)
