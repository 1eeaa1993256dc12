"""Messages between the driver and a child: four bytes of length, then so many bytes of JSON."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

BROKEN = 70  # what a child ends with that failed itself, not the cells that it ran
_LENGTH = struct.Struct("!I")


def send(channel: socket.socket, content: bytes) -> None:
    """Send one message, whole."""
    channel.sendall(_LENGTH.pack(len(content)) + content)


def message(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """A message in the form of Jupyter's, as far as its client reads it."""
    return {"header": {"msg_type": kind}, "parent_header": {}, "msg_type": kind, "content": content}


def packed(values: dict[str, Any]) -> bytes:
    """Plain values as bytes."""
    return json.dumps(values).encode("ascii")


class Inbox:
    """Whole messages out of the pieces in which a stream of bytes arrives."""

    def __init__(self) -> None:
        self._held = bytearray()

    def add(self, piece: bytes) -> None:
        """Take in what has arrived."""
        self._held += piece

    def take(self) -> dict[str, Any] | None:
        """The next whole message, or None while it is not all there."""
        if len(self._held) < _LENGTH.size:
            return None
        end = _LENGTH.size + _LENGTH.unpack_from(self._held)[0]
        if len(self._held) < end:
            return None
        content = bytes(self._held[_LENGTH.size : end])
        del self._held[:end]
        return json.loads(content.decode("utf-8", errors="replace"))


def receive(channel: socket.socket, inbox: Inbox) -> dict[str, Any] | None:
    """Wait for the next message; None when the other side has closed."""
    while (found := inbox.take()) is None:
        if not (piece := channel.recv(1 << 16)):
            return None
        inbox.add(piece)
    return found
