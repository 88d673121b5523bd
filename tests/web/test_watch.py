"""A saved change is answered with within two seconds; a broken file changes nothing."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Chat, Start

# Two seconds are the promise, kept by far on a machine that has nothing else to do; a busy one is given more.
PATIENCE = 8.0
COSTS = '/choose{"entry": "integrationskurs-kosten"}'


def until(holds: Callable[[], bool], seconds: float) -> float:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"not within {seconds} s")
        time.sleep(0.05)
    return time.monotonic() - began


def answer(client: TestClient) -> str:
    return str(Chat(client).send(payload=COSTS).json()["messages"][0]["text"])


def test_saved_change_is_answered_with_and_a_broken_file_is_not(
    start: Start, copied_folders: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = next((copied_folders / "knowledge" / "faq").glob("*/integrationskurs-kosten/de.md"))
    original = file.read_text("utf-8")
    with start(watch_knowledge=True) as client:
        time.sleep(0.5)  # the watcher begins after the application is ready
        try:
            file.write_text(original + "\n\nNeu: Das Buch ist dabei.\n", "utf-8")
            until(lambda: "Das Buch ist dabei." in answer(client), PATIENCE)
            file.write_text("---\nquestion: [\n---\nkaputt\n", "utf-8")
            until(lambda: "lotse_knowledge_problems 1.0" in client.get("/metrics").text, PATIENCE)
            assert "Das Buch ist dabei." in answer(client)
            assert "integrationskurs-kosten/de.md:" in caplog.text
        finally:
            file.write_text(original, "utf-8")
            until(lambda: "Das Buch ist dabei." not in answer(client), PATIENCE)
        until(lambda: "lotse_knowledge_problems 0.0" in client.get("/metrics").text, PATIENCE)


def test_a_changed_office_goes_into_service(start: Start, copied_folders: Path) -> None:
    file = copied_folders / "knowledge" / "offices" / "beispiel-jmd-dueren.yml"
    original = file.read_text("utf-8")
    with start(watch_knowledge=True) as client:
        time.sleep(0.5)
        offices = client.app.state.services.appointments.booking  # type: ignore[attr-defined]
        try:
            file.write_text(original.replace("minutes: 45", "minutes: 60"), "utf-8")
            until(lambda: offices.offices["beispiel-jmd-dueren"].minutes == 60, PATIENCE)
            file.write_text("kind: [", "utf-8")
            until(lambda: "lotse_knowledge_problems 1.0" in client.get("/metrics").text, PATIENCE)
            assert "beispiel-jmd-dueren" in offices.offices
        finally:
            file.write_text(original, "utf-8")
            until(lambda: offices.offices["beispiel-jmd-dueren"].minutes == 45, PATIENCE)
