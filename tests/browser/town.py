"""A web site of somebody else, on an origin of its own, that shows the widget."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What a careful operator allows: its own files, and Lotse's script and connections.
STRICT = (
    "default-src 'none'; script-src {lotse}; connect-src {lotse} {socket}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE = '<!doctype html><html lang="de"><head><title>Stadt</title></head><body><h1>Stadt</h1>{body}</body></html>'


class Town:
    """Serves one page: the one that was put in last."""

    def __init__(self) -> None:
        self._html, self._policy = "", ""
        town = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/" else 204)
                self.send_header("content-type", "text/html; charset=utf-8")
                if town._policy:
                    self.send_header("content-security-policy", town._policy)
                self.end_headers()
                if self.path == "/":
                    self.wfile.write(town._html.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        """The site as the operator of Lotse names it."""
        return f"http://localhost:{self._server.server_port}"

    @property
    def stranger(self) -> str:
        """The same site under a name that the operator has not allowed."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def show(self, body: str, lotse: str, policy: str = "") -> None:
        """Puts in a page; `{lotse}` stands for the server of the widget."""
        fill = {"lotse": lotse, "socket": lotse.replace("http", "ws", 1)}
        self._html = PAGE.replace("{body}", body.replace("{lotse}", lotse))
        self._policy = policy.format(**fill)

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
