"""A real SMTP server on loopback."""

import socket
from typing import Any

from aiosmtpd.controller import Controller


def start_server(handler: Any, port: int | None = None) -> tuple[Controller, int]:
    """Starts a server on a free port, or on the one that it had before; gives it and the port."""
    if port is None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    return server, port
