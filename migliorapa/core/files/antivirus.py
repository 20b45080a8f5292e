# SPDX-License-Identifier: AGPL-3.0-or-later
"""ClamAV through the socket of its daemon, command INSTREAM. Optional; never fails open."""

import logging
import socket
import struct

from django.conf import settings

logger = logging.getLogger(__name__)
SECONDS = 60
PIECE = 64 * 1024


class Infected(Exception):
    """Carries the name of what was found."""


class Unavailable(Exception):
    """The daemon does not answer, or does not answer yes or no."""


def scan(path: str) -> bool:
    """True when the daemon found nothing, False when none is set. Raises the two above."""
    if not settings.CLAMD_SOCKET:
        return False
    try:
        answer = _ask(path)
    except OSError as error:
        logger.error("clamd does not answer on %s: %s", settings.CLAMD_SOCKET, error)
        raise Unavailable(str(error)) from error
    if answer == "stream: OK":
        return True
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        logger.warning("upload refused by clamd: %s", answer)
        raise Infected(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    logger.error("clamd answered %r", answer)
    raise Unavailable(answer)


def _ask(path: str) -> str:
    with socket.socket(socket.AF_UNIX) as daemon, open(path, "rb") as file:
        daemon.settimeout(SECONDS)
        daemon.connect(settings.CLAMD_SOCKET)
        try:
            daemon.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                daemon.sendall(struct.pack(">I", len(piece)) + piece)
            daemon.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it stops reading when the file is over its own limit, and says so
        return _answer(daemon)


def _answer(daemon: socket.socket) -> str:
    told = b""
    while len(told) < PIECE and b"\0" not in told and (piece := daemon.recv(4096)):
        told += piece
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()
