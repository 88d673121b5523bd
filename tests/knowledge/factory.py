"""A small knowledge folder for tests, and what is slow to build, built once."""

import shutil
from functools import lru_cache
from pathlib import Path
from textwrap import dedent

from bot.detection import LanguageDetector, read_office_words
from bot.knowledge.load import read_entry_text
from bot.languages import load_languages

PROJECT = Path(__file__).resolve().parents[2]
REAL = PROJECT / "knowledge"
CHILD = "Für jedes Kind gibt es 259 Euro im Monat. Den Antrag nimmt die Familienkasse an."
COURSE = "Der Integrationskurs kostet 2,29 Euro je Stunde. Wer Leistungen bekommt, zahlt nichts."
RENT = "Das Wohngeld hilft bei der Miete. Den Antrag nimmt die Wohngeldstelle der Stadt an."


def write_text(folder: Path, language: str, question: str, phrasings: list[str], body: str, **front: str) -> Path:
    """One `<language>.md`; the status is `original` in German, else `machine`, unless told otherwise."""
    front = {"status": "original" if language == "de" else "machine", **front}
    lines = [f'question: "{question}"', "phrasings:", *(f'  - "{one}"' for one in phrasings)]
    lines += [f"{name}: {value}" for name, value in front.items()]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{language}.md"
    path.write_text("\n".join(["---", *lines, "---", body, ""]), "utf-8")
    return path


def write_entry(folder: Path, more: str = "") -> None:
    """The `entry.yml` of an entry on money."""
    text = """\
        topic: geld
        sources:
          - title: Familienkasse
            url: https://www.arbeitsagentur.de/familie-und-kinder
            checked: 2026-04-29
        reviewed: 2026-11-01
        review_every: quarterly
        note: sure
        """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "entry.yml").write_text(dedent(text) + more, "utf-8")


def write_knowledge(path: Path) -> Path:
    """Three entries (kindergeld and kurs in German and English, wohngeld in German only) and one crisis."""
    for name in ("languages.yml", "topics.yml", "office-words.txt"):
        path.mkdir(parents=True, exist_ok=True)
        shutil.copy(REAL / name, path / name)
    (path / "wording").mkdir()
    for language in ("de", "en", "tr"):
        shutil.copy(REAL / "wording" / f"{language}.yml", path / "wording")
    child, course, rent = (path / "faq" / "geld" / name for name in ("kindergeld", "kurs", "wohngeld"))
    write_entry(child, "related: [wohngeld]\n")
    write_entry(course)
    write_entry(rent)
    write_text(
        child,
        "de",
        "Wie viel Kindergeld bekomme ich?",
        ["kindergeld höhe", "kindergeld antrag", "geld für kinder", "familienkasse", "kindergeld wie lange"],
        CHILD,
    )
    write_text(
        course,
        "de",
        "Was kostet der Integrationskurs?",
        ["deutschkurs preis", "kurs kosten", "kurs umsonst", "befreiung kosten kurs", "was zahle ich im kurs"],
        COURSE,
    )
    write_text(
        rent,
        "de",
        "Wer bekommt Wohngeld?",
        ["wohngeld antrag", "hilfe für die miete", "miete zu teuer", "wohngeldstelle", "zuschuss zur miete"],
        RENT,
    )
    write_text(
        child,
        "en",
        "How much child benefit do I get?",
        ["child benefit amount", "money for children", "kindergeld", "apply child benefit", "benefit for kids"],
        "You get 259 euros a month for each child. Apply at the Familienkasse.",
        translated_from=read_entry_text(child / "de.md").fingerprint,
    )
    write_text(
        course,
        "en",
        "What does the integration course cost?",
        ["german course price", "course fee", "free course", "course costs", "what do I pay for the course"],
        "The course costs 2.29 euros for each lesson. It is free if you receive benefits.",
        translated_from=read_entry_text(course / "de.md").fingerprint,
    )
    write_crisis(path / "crisis" / "medical")
    return path


def write_crisis(folder: Path) -> None:
    """A medical emergency, in German and English."""
    folder.mkdir(parents=True)
    meta = """\
        facts: [B-31]
        sources:
          - title: Notruf
            url: https://www.112.de
        reviewed: 2026-11-01
        review_every: yearly
        """
    (folder / "crisis.yml").write_text(dedent(meta), "utf-8")
    (folder / "de.md").write_text(
        "---\nstatus: original\n---\nRuf sofort **112** an.\nSag zuerst, wo du bist.\n", "utf-8"
    )
    (folder / "en.md").write_text("---\nstatus: machine\n---\nCall **112** now.\nSay first where you are.\n", "utf-8")


@lru_cache(maxsize=1)
def detector() -> LanguageDetector:
    """The language detection with the project's own languages and office words; takes seconds to build."""
    return LanguageDetector(load_languages(REAL), read_office_words(REAL))
