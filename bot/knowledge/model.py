"""The shape of what stands in `knowledge/`: entries, their texts, and what is said in a crisis."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

Status = Literal["original", "reviewed", "machine"]
KINDS = ("suicide", "violence", "forced_marriage", "trafficking", "medical", "homelessness", "deportation")
REVIEW_DAYS = {"monthly": 31, "quarterly": 92, "half-yearly": 183, "yearly": 366}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """An official page; `checked` is the day on which somebody saw it, if anybody did."""

    title: str = Field(min_length=3)
    url: HttpUrl
    checked: date | None = None


class Text(_Strict):
    """One entry in one language, from `<language>.md`."""

    language: str
    path: Path
    body: str = Field(min_length=20)
    question: str = Field(min_length=5)
    phrasings: list[str] = Field(min_length=5)
    status: Status
    translated_from: str | None = None

    @property
    def short(self) -> str:
        """The first paragraph: the answer in brief."""
        return self.body.split("\n\n", 1)[0]

    @property
    def fingerprint(self) -> str:
        """Changes whenever the body does; translations keep the one that they were made from."""
        return hashlib.sha256(self.body.encode()).hexdigest()[:12]


class Entry(_Strict):
    """One question with its answer in several languages, from the folder of that name."""

    id: str
    path: Path
    texts: dict[str, Text]
    topic: str
    facts: list[str] = []
    sources: list[Source] = Field(min_length=1)
    reviewed: date
    review_every: Literal["monthly", "quarterly", "half-yearly", "yearly"]
    valid_until: date | None = None
    note: Literal["sure", "changing"]
    related: list[str] = []
    offer: list[Literal["booking", "plan"]] = []

    def expired(self, today: date) -> bool:
        """Whether the answer must no longer be shown."""
        return self.valid_until is not None and today > self.valid_until

    def outdated(self, language: str) -> bool:
        """Whether the German original has changed since this translation was made."""
        text, original = self.texts[language], self.texts.get("de")
        return text.status != "original" and original is not None and text.translated_from != original.fingerprint

    def due(self, today: date) -> bool:
        """Whether a person should look at the entry again."""
        return (today - self.reviewed).days > REVIEW_DAYS[self.review_every]


class CrisisText(_Strict):
    """What is said in one kind of crisis in one language."""

    language: str
    path: Path
    body: str = Field(min_length=20)
    status: Status


class Crisis(_Strict):
    """One kind of crisis, from `knowledge/crisis/<kind>/`."""

    kind: str
    path: Path
    texts: dict[str, CrisisText]
    facts: list[str]
    sources: list[Source] = Field(min_length=1)
    reviewed: date
    review_every: Literal["monthly", "quarterly", "half-yearly", "yearly"]
