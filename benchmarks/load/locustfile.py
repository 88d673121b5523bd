"""People who talk to Lotse, for locust. Run by `lotse benchmark load`; needs nothing of the project.

LOAD_QUESTIONS is a folder with `<language>.jsonl` files of questions. LOAD_RATE is how many requests a second one
person sends; 0 means that the next message follows at once.
"""

import json
import os
import random
import uuid
from pathlib import Path

from locust import HttpUser, constant, constant_throughput, task

QUESTIONS = [
    json.loads(line)["text"]
    for path in sorted(Path(os.environ["LOAD_QUESTIONS"]).glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
MESSAGES = 6  # in a conversation; then another person comes
BOOKS = 0.1  # share of people who begin to book after their first questions
RATE = float(os.environ["LOAD_RATE"]) * MESSAGES / (MESSAGES + 1)  # opening a conversation is a request too


class Person(HttpUser):
    """Opens a conversation, asks, takes the first choice when offered some; one in ten begins to book."""

    wait_time = constant_throughput(RATE) if RATE else constant(0)

    def on_start(self) -> None:
        self._begin()

    def _begin(self) -> None:
        opened = self.client.post("/api/conversations", json={}, name="open").json()
        self._address = f"/api/conversations/{opened['conversation']}/messages"
        self._headers = {"Authorization": f"Bearer {opened['token']}"}
        self._left = MESSAGES
        self._choice: str | None = None

    @task
    def say(self) -> None:
        if self._left == 0:
            self._begin()
        self._left -= 1
        if self._choice:
            return self._send("button", payload=self._choice)
        if self._left == 1 and random.random() < BOOKS:
            return self._send("booking", payload="/book_appointment")
        self._send("question", text=random.choice(QUESTIONS))

    def _send(self, name: str, **message: str) -> None:
        body = {**message, "client_id": uuid.uuid4().hex}
        answer = self.client.post(self._address, json=body, headers=self._headers, name=name)
        said = answer.json()["messages"] if answer.ok else []  # locust counts what failed
        choices = [one["buttons"][0]["payload"] for one in said if one["type"] == "choices"]
        self._choice = choices[0] if choices else None
