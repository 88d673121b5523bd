"""What Prometheus reads. Nothing in it tells one conversation from another."""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"  # set by `lotse serve --workers`
_SECONDS = (0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


def several_processes() -> bool:
    """Whether this is one of several processes behind one address."""
    return MULTIPROCESS in os.environ


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "lotse_requests", "HTTP requests", ["method", "route", "status"], registry=self._registry
        )
        self.messages = Histogram(
            "lotse_message_seconds", "Time to answer a message", ["kind"], buckets=_SECONDS, registry=self._registry
        )
        self.outcomes = Counter(
            "lotse_outcomes", "What became of messages", ["outcome", "language"], registry=self._registry
        )
        self.knowledge_problems = Gauge(
            "lotse_knowledge_problems",
            "Files of the knowledge that cannot be used",
            registry=self._registry,
            multiprocess_mode="livemax",
        )

    def text(self) -> bytes:
        """In the text format of Prometheus; of all processes together if there are several."""
        if not several_processes():
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


class CountRequests:
    """Middleware that counts requests by the route's pattern, never by the path, which holds a conversation's id."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        status = 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.requests.labels(scope["method"], route, str(status)).inc()
