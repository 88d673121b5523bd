"""The shape of an office in `knowledge/offices/<office>.yml`: who counsels whom, where, when and how."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, EmailStr, Field, HttpUrl, model_validator

Kind = Literal["JMD", "MBE", "other"]
Way = Literal["in_person", "telephone", "video"]
WAYS: tuple[Way, ...] = ("in_person", "telephone", "video")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Land = Literal["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Address(_Strict):
    """Where the office is."""

    street: str = Field(min_length=3)
    postcode: str = Field(pattern=r"^\d{5}$")
    town: str = Field(min_length=2)

    def __str__(self) -> str:
        return f"{self.street}, {self.postcode} {self.town}"


class Contact(_Strict):
    """How the office is reached; `email` gets its notices."""

    email: EmailStr | None = None
    telephone: str | None = None
    url: HttpUrl | None = None


class Opening(_Strict):
    """A stretch of a weekday on which a counsellor sees people, in local time."""

    day: Day
    begin: time = Field(alias="from")
    end: time = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "Opening":
        if self.begin >= self.end:
            raise ValueError(f"on {self.day} the end {self.end:%H:%M} is not after the beginning {self.begin:%H:%M}")
        return self


class Absence(_Strict):
    """Days on which nobody, or one counsellor, is there; both days count."""

    begin: date = Field(alias="from")
    end: date = Field(alias="to")
    counsellor: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Absence":
        if self.begin > self.end:
            raise ValueError(f"the last day ({self.end}) lies before the first ({self.begin})")
        return self


class Counsellor(_Strict):
    """A person who counsels; `id` stays the same for good, since appointments refer to it."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,20}$")
    languages: list[str] = Field(min_length=1)
    opening: list[Opening] = Field(min_length=1)


class Office(_Strict):
    """One advice centre; `id` is the file's name."""

    id: str
    path: Path
    kind: Kind
    name: str = Field(min_length=3)
    provider: str = Field(min_length=2)
    sample: bool = False
    address: Address
    contact: Contact = Contact()
    land: Land
    serves: list[str] = Field(min_length=1)
    ways: list[Way] = Field(min_length=1)
    wheelchair: bool
    minutes: int = Field(ge=10, le=240)
    buffer_before: int = Field(0, ge=0, le=120)
    buffer_after: int = Field(0, ge=0, le=120)
    shortest_notice_hours: int = Field(24, ge=0, le=24 * 14)
    longest_notice_days: int = Field(60, ge=1, le=366)
    counsellors: list[Counsellor] = Field(min_length=1)
    absences: list[Absence] = []

    @model_validator(mode="after")
    def _known_counsellors(self) -> "Office":
        known = [one.id for one in self.counsellors]
        if len(set(known)) < len(known):
            raise ValueError("two counsellors have the same id")
        for absence in self.absences:
            if absence.counsellor is not None and absence.counsellor not in known:
                raise ValueError(f"the absence from {absence.begin} names {absence.counsellor!r}, who is not there")
        return self

    @property
    def length(self) -> timedelta:
        """How long an appointment takes."""
        return timedelta(minutes=self.minutes)

    @property
    def languages(self) -> list[str]:
        """The languages that somebody here speaks, each once."""
        return list(dict.fromkeys(code for one in self.counsellors for code in one.languages))
