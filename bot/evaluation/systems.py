"""The two systems that `lotse benchmark speed` compares: how each is trained, started and asked."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import httpx

from bot.encoder import CACHE
from bot.evaluation import stock
from bot.evaluation.processes import Processes, free_port
from bot.settings import PROJECT, load_settings
from bot.training import MODEL

MANY = "1000000"  # messages a minute: rate limits would only measure themselves


@dataclass(frozen=True)
class Said:
    """What came of a question: the entry answered, or the entries offered as choices."""

    answered: str | None = None
    offered: tuple[str, ...] = ()


class System(Protocol):
    """A chat server under measurement."""

    name: str

    def train(self) -> float:
        """Trains the model; returns seconds."""

    def start(self, processes: Processes) -> str:
        """Starts the processes; returns the base address."""

    def ready(self, base: str) -> bool:
        """Whether it answers."""

    async def open(self, client: httpx.AsyncClient, conversation: str) -> str:
        """Begins a conversation; returns what `ask` needs to go on with it."""

    async def ask(self, client: httpx.AsyncClient, handle: str, text: str) -> Said:
        """Sends one message and waits for the reply."""


class StockRasa:
    """`rasa run --enable-api` with the REST channel, and `rasa run actions` beside it."""

    name = "stock Rasa"

    def __init__(self, workspace: Path, epochs: int) -> None:
        self._folder = workspace / "stock-rasa"
        self._epochs = epochs

    def train(self) -> float:
        """Trains; with data and recipe unchanged the model of the last time is kept, with the seconds it took then."""
        stock.build(self._folder, self._epochs)
        files = sorted([*self._folder.glob("data/*.yml"), self._folder / "domain.yml", self._folder / "config.yml"])
        fingerprint = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        note = self._folder / "trained.json"
        if note.is_file() and json.loads(note.read_text())["fingerprint"] == fingerprint:
            return float(json.loads(note.read_text())["seconds"])
        seconds = stock.train(self._folder)
        note.write_text(json.dumps({"fingerprint": fingerprint, "seconds": round(seconds, 1)}))
        return seconds

    def start(self, processes: Processes) -> str:
        port, actions_port = free_port(), free_port()
        endpoints = self._folder / "endpoints.yml"
        endpoints.write_text(f'action_endpoint:\n  url: "http://127.0.0.1:{actions_port}/webhook"\n')
        rasa = [sys.executable, "-m", "rasa", "run"]
        quiet = {"RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "WARNING"}
        processes.start("stock-actions", [*rasa, "actions", "--port", str(actions_port)], self._folder, quiet)
        serve = ["--enable-api", "--interface", "127.0.0.1", "--port", str(port), "--endpoints", endpoints.name]
        processes.start("stock-rasa", [*rasa, *serve, "--model", f"models/{stock.MODEL}"], self._folder, quiet)
        self._actions = f"http://127.0.0.1:{actions_port}/health"
        return f"http://127.0.0.1:{port}"

    def ready(self, base: str) -> bool:
        return _answers(f"{base}/status") and _answers(self._actions)

    async def open(self, client: httpx.AsyncClient, conversation: str) -> str:
        return conversation

    async def ask(self, client: httpx.AsyncClient, handle: str, text: str) -> Said:
        sent = await client.post("/webhooks/rest/webhook", json={"sender": handle, "message": text})
        sent.raise_for_status()
        entries = [message["custom"]["entry"] for message in sent.json() if "custom" in message]
        return Said(answered=entries[0] if entries else None)


class Lotse:
    """Our application under uvicorn, with its bundled Redis, in a data folder of its own."""

    name = "Lotse"

    def __init__(self, workspace: Path) -> None:
        self._data = workspace / "lotse"
        self._models = self._data / "models"
        self.workers = 1
        self.seconds = 0.0

    def train(self) -> float:
        """Trains without any vector kept from before; then takes those over, since encoding answers is no training."""
        shutil.rmtree(self._data, ignore_errors=True)
        self._data.mkdir(parents=True)
        self.seconds = stock.rasa_train(PROJECT, self._models, f"{MODEL}.tar.gz", {**os.environ, **self._environment()})
        self._take_over_vectors()
        return self.seconds

    def take_over(self) -> None:
        """Instead of training: the model in service, and the vectors of its answers."""
        shutil.rmtree(self._data, ignore_errors=True)
        self._models.mkdir(parents=True)
        shutil.copy(load_settings().model_dir / f"{MODEL}.tar.gz", self._models)
        self._take_over_vectors()

    def _take_over_vectors(self) -> None:
        kept = load_settings().data_dir / CACHE
        if kept.is_file():
            shutil.copy(kept, self._data)

    def start(self, processes: Processes) -> str:
        port = free_port()
        serve = ["--factory", "bot.web.app:create_app", "--host", "127.0.0.1", "--port", str(port)]
        several = ["--workers", str(self.workers), "--timeout-worker-healthcheck", "60"]
        command = [sys.executable, "-m", "uvicorn", *serve, *several, "--ws", "wsproto", "--log-level", "warning"]
        processes.start("lotse", command, PROJECT, self._environment())
        return f"http://127.0.0.1:{port}"

    def _environment(self) -> dict[str, str]:
        return {
            "LOTSE_DATA_DIR": str(self._data),
            "LOTSE_MODEL_DIR": str(self._models),
            "LOTSE_MESSAGES_PER_MINUTE": MANY,
            "LOTSE_REQUESTS_PER_MINUTE_PER_ADDRESS": MANY,
        }

    def ready(self, base: str) -> bool:
        return _answers(f"{base}/readyz")

    async def open(self, client: httpx.AsyncClient, conversation: str) -> str:
        opened = await client.post("/api/conversations", json={})
        opened.raise_for_status()
        body = opened.json()
        return f"{body['conversation']} {body['token']}"

    async def ask(self, client: httpx.AsyncClient, handle: str, text: str) -> Said:
        conversation, token = handle.split(" ")
        sent = await client.post(
            f"/api/conversations/{conversation}/messages",
            json={"text": text},
            headers={"Authorization": f"Bearer {token}"},
        )
        sent.raise_for_status()
        return said(sent.json()["messages"])


class LotseProcesses(Lotse):
    """The same with several processes, and the model that was trained for one."""

    def __init__(self, workspace: Path, trained: Lotse, workers: int) -> None:
        super().__init__(workspace)
        self._trained = trained
        self.workers = workers
        self.name = f"Lotse, {workers} processes"

    def train(self) -> float:
        return self._trained.seconds

    def ready(self, base: str) -> bool:
        """Whether all answer: each new connection may reach another process."""
        return all(super(LotseProcesses, self).ready(base) for _ in range(8 * self.workers))


def said(messages: list[dict[str, Any]]) -> Said:
    """Reads the entry answered, or those offered, from Lotse's messages."""
    answered = [message["answer"]["entry"] for message in messages if message.get("answer")]
    if answered:
        return Said(answered=answered[0])
    payloads = [
        button["payload"] for message in messages if message["type"] == "choices" for button in message["buttons"]
    ]
    chosen = [json.loads(one.removeprefix("/choose"))["entry"] for one in payloads if one.startswith("/choose{")]
    return Said(offered=tuple(chosen))


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
