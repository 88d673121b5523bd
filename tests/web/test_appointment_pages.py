"""Booking over HTTP, and the page behind the appointment's link."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from icalendar import Calendar
from starlette.testclient import TestClient

from bot.storage.bundled import BundledServer
from tests.web.conftest import Chat

LINK = re.compile(r"/appointment/[\w.-]+")


def press(chat: Chat, step: str) -> dict[str, Any]:
    answer = chat.send(payload=f'/book{{"step": "{step}"}}')
    assert answer.status_code == 200, answer.text
    last: dict[str, Any] = answer.json()["messages"][-1]
    return last


def book(client: TestClient, language: str = "de") -> tuple[Chat, dict[str, Any]]:
    chat = Chat(client, language)
    chat.send(payload="/book_appointment")
    for step in ("topic-geld", "age-young"):
        press(chat, step)
    chat.send(text="52349")
    press(chat, "speech-de")
    press(chat, "way-in_person")
    slots = press(chat, "office-beispiel-jmd-dueren")
    assert slots["appointment"]["days"], slots
    chat.send(payload=slots["appointment"]["days"][0]["slots"][0]["payload"])
    chat.send(text="Samira")
    press(chat, "contact-chat")
    press(chat, "consent-yes")
    booked = press(chat, "summary-yes")
    assert booked["appointment"]["step"] == "booked", booked
    return chat, booked["appointment"]


@pytest.fixture
def appointment(client: TestClient) -> Iterator[dict[str, Any]]:
    _, appointment = book(client)
    yield appointment


def path(appointment: dict[str, Any]) -> str:
    found = LINK.search(appointment["manage_url"])
    assert found
    return found[0]


def test_an_appointment_is_booked_with_buttons_and_shown_on_its_page(client: TestClient) -> None:
    chat, appointment = book(client)
    page = client.get(path(appointment))
    assert page.status_code == 200
    assert "Samira" in page.text
    assert "Mit dem Rollstuhl kommst du hinein." in page.text
    assert "Beispiel-JMD Düren" in page.text
    said = [message["text"] for message in chat.read().json()["messages"] if message["from"] == "user"]
    assert "Geld vom Staat" in said
    assert "Ja, Termin buchen" in said


def test_the_page_speaks_the_users_language_from_right_to_left(client: TestClient) -> None:
    page = client.get(path(book(client, "ar")[1])).text
    assert '<html lang="ar" dir="rtl">' in page
    assert "موعدك" in page


def test_looking_at_every_link_changes_nothing(client: TestClient, appointment: dict[str, Any]) -> None:
    seen, waiting = set(), [path(appointment)]
    while waiting:
        address = waiting.pop()
        if address not in seen:
            seen.add(address)
            waiting += re.findall(r'href="(/appointment/[^"]+)"', client.get(address).text)
    assert len(seen) >= 5
    assert "abgesagt." not in client.get(path(appointment)).text


def test_it_can_be_moved(client: TestClient, appointment: dict[str, Any]) -> None:
    moving = client.get(f"{path(appointment)}?ask=move").text
    slots = re.findall(r'name="slot" value="([^"]+)"', moving)
    moved = client.post(f"{path(appointment)}/move", data={"slot": slots[2]})
    assert "Der Termin ist verschoben." in moved.text
    again = client.post(f"{path(appointment)}/move", data={"slot": "nonsense"})
    assert "vergeben" in again.text


def test_it_can_be_cancelled_twice_without_harm(client: TestClient, appointment: dict[str, Any]) -> None:
    for _ in range(2):
        assert "Dieser Termin ist abgesagt." in client.post(f"{path(appointment)}/cancel").text


def test_all_data_can_be_erased(client: TestClient, appointment: dict[str, Any]) -> None:
    assert (
        "Deine Daten sind gelöscht."
        in client.post(f"{path(appointment)}/erase", headers={"accept-language": "de"}).text
    )
    assert "Samira" not in client.get(path(appointment)).text


def test_the_calendar_file_has_a_fixed_name_and_the_time(client: TestClient, appointment: dict[str, Any]) -> None:
    answer = client.get(f"{path(appointment)}.ics")
    assert answer.headers["content-disposition"] == 'attachment; filename="lotse.ics"'
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["dtstart"].dt.isoformat() == appointment["start"]


@pytest.mark.parametrize("suffix", ["", ".ics", "?ask=cancel"])
def test_a_tampered_link_gets_a_sentence_and_nothing_else(
    client: TestClient, appointment: dict[str, Any], suffix: str
) -> None:
    broken = path(appointment)[:-2] + "xx"
    answer = client.get(broken + suffix, headers={"accept-language": "tr"})
    assert answer.status_code == 404
    assert "Bu randevu yok" in answer.text
    assert client.post(f"{broken}/cancel").status_code == 404


def test_the_conversation_lives_until_after_the_appointment(client: TestClient, redis_server: BundledServer) -> None:
    chat, _ = book(client)
    store = redis.Redis(unix_socket_path=str(redis_server.socket), decode_responses=True)
    record = f"lotse:{{{chat.began['conversation']}}}:record"
    assert store.ttl(record) > 24 * 3600
    chat.send(text="Danke")
    assert store.ttl(record) > 24 * 3600


def test_samples_say_that_they_are_samples(client: TestClient) -> None:
    chat, _ = book(client, "en")
    assert "does not exist" in chat.read().json()["messages"][-1]["text"]


def test_the_page_of_an_office_that_is_gone_still_cancels(client: TestClient, appointment: dict[str, Any]) -> None:
    offices = client.app.state.services.appointments.booking.offices  # type: ignore[attr-defined]
    gone = offices.pop("beispiel-jmd-dueren")
    try:
        assert client.get(path(appointment)).status_code == 200
        assert client.get(f"{path(appointment)}?ask=move").status_code == 200
        assert client.post(f"{path(appointment)}/move", data={"slot": "x"}).status_code == 200
        assert client.get(f"{path(appointment)}.ics").status_code == 404
        assert "abgesagt." in client.post(f"{path(appointment)}/cancel").text
    finally:
        offices["beispiel-jmd-dueren"] = gone


@pytest.mark.parametrize("step", ["way-telephone", "slot-later", "summary-yes", "change-name", "office-x", "nonsense"])
def test_a_button_of_an_earlier_form_is_answered_with_the_open_question(client: TestClient, step: str) -> None:
    chat = Chat(client, "de")
    chat.send(payload="/book_appointment")
    assert press(chat, step)["appointment"]["step"] in ("topic", "age")


def test_an_appointment_is_booked_by_writing_alone(client: TestClient) -> None:
    chat = Chat(client, "en")
    steps = {
        "I need an appointment": "topic", "learning German": "age", "twenty-six": "place", "I live in Düren": "language",
        "Arabic please": "way", "in person": "office", "Düren": "slots",
    }  # fmt: skip
    for text, step in steps.items():
        last = chat.send(text=text).json()["messages"][-1]
        assert last["appointment"]["step"] == step, last
    for text, step in {
        "2": "name",
        "Samira": "contact",
        "samira@example.org": "consent",
        "yes": "summary",
        "Yes": "booked",
    }.items():
        last = chat.send(text=text).json()["messages"][-1]
        assert last["appointment"]["step"] == step, last
