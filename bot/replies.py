"""Builds what Lotse says: replies as plain dictionaries in the shape of the HTTP contract.

A reply is `{type, text, language, buttons, answer?, offered?, entry?}`. `text` is Markdown (paragraphs, lists, bold,
links). Channels render it; nothing here knows where it is going.
"""

import json
from datetime import date
from typing import Any

from bot.knowledge.glossary import Word
from bot.knowledge.load import Knowledge
from bot.knowledge.model import Entry
from bot.knowledge.topics import GENERAL
from bot.languages import DEFAULT

Reply = dict[str, Any]
Button = dict[str, str]

JMD_SEARCH = "https://www.jugendmigrationsdienste.de"
MBE_SEARCH = "https://bamf-navi.bamf.de"
JMD4YOU = "https://www.jmd4you.de"
MBEON = "https://www.mbeon.de"
SECOND = "en"
EXAMPLES = ("integrationskurs-kosten", "anerkennung-antrag", "grundsicherungsgeld-wer", "ausbildung-finden")


def payload(intent: str, **entities: str) -> str:
    """What a button sends: Rasa's `/intent{"entity": "value"}`."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"


class Replies:
    """Everything Lotse can say on one day, from the knowledge in service."""

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        self._knowledge = knowledge
        self._wording = knowledge.wording
        self._today = today

    def say(self, key: str, language: str, **values: object) -> Reply:
        """A fixed sentence, without buttons."""
        return self._reply(self._wording.text(key, language, **values), language)

    def answer(self, entry: Entry, language: str, probability: float = 1.0) -> Reply:
        """The entry in that language, or in English or German with a word about it; never after its last day."""
        if entry.expired(self._today):
            return self._expired(entry, language)
        written = self._written_language(entry, language)
        text = entry.texts[written]
        body = text.body
        if written != language:
            notice = "answer.only_english" if written == SECOND else "answer.only_german"
            body = f"{self._wording.text(notice, language)}\n\n{body}"
        buttons = (
            [] if written == DEFAULT else [self._button("german", language, payload("read_german", entry=entry.id))]
        )
        reply = self._reply(body, written, [*buttons, self._appointment(language)], "answer")
        reply["answer"] = {
            "entry": entry.id,
            "topic": entry.topic,
            "score": round(probability, 3),
            "sources": [source.model_dump(mode="json", exclude_none=True) for source in entry.sources],
            "as_of": entry.reviewed.isoformat(),
            "valid_until": entry.valid_until.isoformat() if entry.valid_until else None,
            "changing": entry.note == "changing",
            "translation": "machine" if entry.outdated(written) else text.status,
        }
        return {**reply, "entry": entry.id}

    def choices(self, entries: list[Entry], language: str, key: str = "answer.choices") -> Reply:
        """Up to three questions as buttons, and one for "none of these", after the sentence of that key."""
        buttons = [
            {"title": self.question(entry, language), "payload": payload("choose", entry=entry.id)} for entry in entries
        ]
        buttons.append(self._button("none_of_these", language, payload("none_of_these")))
        reply = self._reply(self._wording.text(key, language), language, buttons, "choices")
        return {**reply, "entries": [entry.id for entry in entries]}

    def decline(self, language: str, topic: str | None = None) -> Reply:
        """Says that there is no checked answer, names the official page and offers a human."""
        page = self._knowledge.topics.get(topic or GENERAL) or self._knowledge.topics[GENERAL]
        sentences = [
            self._wording.text("answer.decline", language),
            self._wording.text("answer.official_page", language, link=page.link),
            self._wording.text("answer.ask_human", language),
        ]
        buttons = [self._appointment(language), self._button("topics", language, payload("capabilities"))]
        return {**self._reply("\n\n".join(sentences), language, buttons), "offered": "booking", "outcome": "decline"}

    def explanation(self, word: Word, language: str) -> Reply:
        """What an office word means, and a button to the entry that says more."""
        written = next(code for code in (language, SECOND, DEFAULT, *word.explanation) if code in word.explanation)
        entry = self._knowledge.entries.get(word.entry or "")
        buttons: list[Button] = []
        if entry:
            buttons = [{"title": self.question(entry, language), "payload": payload("choose", entry=entry.id)}]
        return self._reply(f"**{word.word}:** {word.explanation[written]}", written, buttons)

    def crisis(self, kind: str, language: str) -> Reply:
        """People and numbers for a crisis, in that language or the next best."""
        crisis = self._knowledge.crises.get(kind)
        texts = crisis.texts if crisis else {}
        written = next((code for code in (language, SECOND, DEFAULT) if code in texts), None)
        # Even without a text, which `lotse check` reports, nobody is left without the numbers.
        body = texts[written].body if written else self._wording.text("widget.crisis", language)
        reply = self._reply(body, written or language, [self._appointment(language)], "crisis")
        return {**reply, "kind": kind}

    def booking(self, language: str) -> Reply:
        """Who counsels, and where to find them nearby and online."""
        say = self._wording.text
        sentences = [
            say("booking.who", language),
            say("booking.find_jmd", language, link=f"[Jugendmigrationsdienste]({JMD_SEARCH})"),
            say("booking.find_mbe", language, link=f"[BAMF-NAvI]({MBE_SEARCH})"),
            say("booking.online", language, jmd4you=f"[jmd4you]({JMD4YOU})", mbeon=f"[mbeon]({MBEON})"),
        ]
        return self._reply("\n\n".join(sentences), language, [], "appointment")

    def capabilities(self, language: str) -> Reply:
        """The topics, with example questions as buttons."""
        topics = sorted({entry.topic for entry in self._knowledge.entries.values()})
        names = "; ".join(self._wording.text(f"topic.{topic}", language) for topic in topics)
        buttons = self.examples(language)
        example = buttons[0]["title"] if buttons else ""
        reply = self.say("talk.capabilities", language, topics=names, example=example)
        return {**reply, "buttons": buttons}

    def examples(self, language: str) -> list[Button]:
        """Questions to begin with, as buttons."""
        known = [self._knowledge.entries[entry] for entry in EXAMPLES if entry in self._knowledge.entries]
        return [
            {"title": self.question(entry, language), "payload": payload("choose", entry=entry.id)} for entry in known
        ]

    def languages(self, key: str, language: str) -> list[Reply]:
        """A sentence with the languages to choose from; for an unknown language in English and German."""
        codes = [language] if language in self._wording.languages else [SECOND, DEFAULT]
        buttons = [
            {"title": one.name, "payload": payload("choose_language", language=one.code)}
            for one in self._knowledge.languages.values()
        ]
        replies = [self.say(key, code) for code in codes]
        replies[-1]["buttons"] = buttons
        return replies

    def question(self, entry: Entry, language: str) -> str:
        """The entry's question in that language or the next best."""
        return entry.texts[self._written_language(entry, language)].question

    def _written_language(self, entry: Entry, language: str) -> str:
        return next((code for code in (language, SECOND, DEFAULT) if code in entry.texts), next(iter(entry.texts)))

    def _expired(self, entry: Entry, language: str) -> Reply:
        source = entry.sources[0]
        sentences = [
            f"**{self.question(entry, language)}**",
            self._wording.text("answer.expired", language, date=entry.valid_until),
            self._wording.text("answer.official_page", language, link=f"[{source.title}]({source.url})"),
            self._wording.text("answer.ask_human", language),
        ]
        reply = self._reply("\n\n".join(sentences), language, [self._appointment(language)])
        return {**reply, "entry": entry.id, "offered": "booking", "outcome": "decline"}

    def _appointment(self, language: str) -> Button:
        return self._button("appointment", language, payload("book_appointment"))

    def _button(self, key: str, language: str, sends: str) -> Button:
        return {"title": self._wording.text(f"button.{key}", language), "payload": sends}

    def _reply(self, text: str, language: str, buttons: list[Button] | None = None, kind: str = "text") -> Reply:
        return {"type": kind, "text": text, "language": language, "buttons": buttons or []}


def outcome(replies: list[Reply]) -> str:
    """What became of a message: `answer:<entry>`, `choices:a,b,c`, `booking`, `crisis:<kind>` or `decline`.

    Of two answers the first counts; `entries_of` has both.
    """
    for reply in replies:
        kind = reply.get("type")
        if kind == "crisis":
            return f"crisis:{reply['kind']}"
        if kind == "answer":
            return f"answer:{reply['entry']}"
        if kind == "choices":
            return "choices:" + ",".join(reply["entries"])
        if kind == "appointment":
            return "booking"
    return "decline"


def entries_of(replies: list[Reply]) -> list[tuple[str, float]]:
    """The entries that were answered or offered, with the probability that the answered ones are right."""
    found: list[tuple[str, float]] = []
    for reply in replies:
        if reply.get("type") == "answer":
            found.append((reply["entry"], reply["answer"]["score"]))
        found += [(entry, 0.0) for entry in reply.get("entries", [])]
    return found
