"""Loads `knowledge/offices/`. A broken file is reported; the other offices stay bookable."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bot.booking.model import Counsellor, Office
from bot.booking.places import exists
from bot.errors import KnowledgeError
from bot.yamlfile import read_text, validate


@dataclass(frozen=True)
class Offices:
    """The offices in service; `problems` says which files could not be used."""

    offices: dict[str, Office] = field(default_factory=dict)
    problems: tuple[KnowledgeError, ...] = ()


def load_offices(knowledge: Path, samples: bool = True, before: Offices | None = None) -> Offices:
    """Loads all offices; those marked as samples only if `samples`. A file that broke keeps its version of before."""
    offices: dict[str, Office] = {}
    problems: list[KnowledgeError] = []
    for path in sorted((knowledge / "offices").glob("*.yml")):
        try:
            office = validate(path, Office, read_text(path), {"id": path.stem, "path": path})
        except KnowledgeError as error:
            problems.append(error)
            if before and path.stem in before.offices:
                offices[path.stem] = before.offices[path.stem]
            continue
        if samples or not office.sample:
            offices[office.id] = office
    return Offices(offices, tuple(problems))


def mistakes(offices: Offices, languages: Container[str]) -> Iterator[KnowledgeError]:
    """What is wrong in readable files: unknown postcodes and languages, openings that overlap or are too short."""
    for office in offices.offices.values():
        yield from (KnowledgeError(office.path, message) for message in _of_office(office, languages))


def _of_office(office: Office, languages: Container[str]) -> Iterator[str]:
    if not exists(office.address.postcode):
        yield f"the postcode {office.address.postcode} of the address does not exist"
    for row in office.serves:
        try:
            if not any(exists(postcode) for postcode in covered(row)):
                yield f"serves: no postcode begins with or lies in {row!r}"
        except ValueError as error:
            yield f"serves: {error}"
    for counsellor in office.counsellors:
        for code in counsellor.languages:
            if code not in languages:
                yield f"counsellor {counsellor.id}: {code!r} is no language of languages.yml"
        yield from _of_opening(office, counsellor)


def _of_opening(office: Office, counsellor: Counsellor) -> Iterator[str]:
    by_day = sorted(counsellor.opening, key=lambda one: (one.day, one.begin))
    for before, after in pairwise(by_day):
        if before.day == after.day and after.begin < before.end:
            yield f"counsellor {counsellor.id}: two openings on {before.day} overlap"
    for opening in counsellor.opening:
        minutes = (opening.end.hour - opening.begin.hour) * 60 + opening.end.minute - opening.begin.minute
        if minutes < office.minutes:
            yield (
                f"counsellor {counsellor.id}: the opening on {opening.day} is shorter than an appointment "
                f"({minutes} of {office.minutes} minutes)"
            )


def gaps(offices: Offices) -> Iterator[KnowledgeError]:
    """Where only one of the two services can be booked: the others there are sent to the finders."""
    served = {
        office.id: {code for row in office.serves for code in _existing(row)} for office in offices.offices.values()
    }
    for kind, other in (("JMD", "MBE"), ("MBE", "JMD")):
        reached = {code for one in offices.offices.values() if one.kind in (other, "other") for code in served[one.id]}
        for office in offices.offices.values():
            left = sorted(served[office.id] - reached)
            if office.kind == kind and left:
                yield KnowledgeError(office.path, f"no {other} serves {len(left)} of its postcodes, such as {left[0]}")


def _existing(row: str) -> list[str]:
    try:
        return [code for code in covered(row) if exists(code)]
    except ValueError:  # `mistakes` names it
        return []


def covered(row: str) -> list[str]:
    """The postcodes, existing or not, that a row of `serves` means: "52", "52349" or "52349-52399".

    Raises ValueError if it means nothing.
    """
    first, dash, last = (part.strip() for part in row.partition("-"))
    if dash:
        if not (len(first) == len(last) == 5 and first.isdecimal() and last.isdecimal() and first <= last):
            raise ValueError(f"{row!r} is no range of postcodes such as 52349-52399")
        return [f"{number:05d}" for number in range(int(first), int(last) + 1)]
    if not (first.isdecimal() and 1 <= len(first) <= 5):
        raise ValueError(f"{row!r} is no postcode and no beginning of one")
    rest = 5 - len(first)
    return [f"{first}{number:0{rest}d}" if rest else first for number in range(10**rest)]


def serves(office: Office, postcode: str) -> bool:
    """Whether the office serves a postcode."""
    for row in office.serves:
        first, dash, last = (part.strip() for part in row.partition("-"))
        if (first <= postcode <= last) if dash else postcode.startswith(first):
            return True
    return False
