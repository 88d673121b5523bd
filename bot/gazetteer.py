"""Names that people write, for the entity extractor: countries and languages from CLDR, residence titles, ages, levels.

CLDR (through Babel) has the names in each language we serve; the forms that people use beside them (cases, articles,
missing accents) are derived here by rule.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from babel import Locale, UnknownLocaleError

Pattern = dict[str, Any]

# Languages that people ask us to speak: ours and the other common ones, so that we can say "not yet".
SPEAKABLE = [
    "de",
    "en",
    "uk",
    "ru",
    "ar",
    "fa",
    "tr",
    "fr",
    "es",
    "pl",
    "ro",
    "bg",
    "ps",
    "ku",
    "so",
    "ti",
    "sq",
    "vi",
    "it",
    "pt",
    "nl",
    "sr",
    "hr",
    "bs",
    "mk",
    "el",
    "hu",
    "cs",
    "sk",
    "hi",
    "ur",
    "bn",
    "zh",
    "ja",
    "ko",
    "am",
    "sw",
    "ka",
    "hy",
    "az",
    "he",
    "th",
    "ta",
    "pa",
]
_OURS = {"ku": "kmr"}  # CLDR's name for Kurdish leads to the Kurdish that we speak
_DARI = {"دری": "fa", "dari": "fa", "дарі": "fa", "дари": "fa", "farsi": "fa", "persisch": "fa"}
_KURMANJI = dict.fromkeys(("kurmanci", "kurmancî", "kurmandschi", "kurmanji", "kurdî", "kurdi"), "kmr")
_SLAVIC_ENDINGS = "ий а ою ої ій у о ый ого ом ому им и ой ую ая ое ия".split()

_AGE_WORDS = [
    "jahre",
    "jahr",
    "jährig",
    "years",
    "year",
    "yo",
    "y.o.",
    "років",
    "роки",
    "рік",
    "лет",
    "года",
    "год",
    "سنة",
    "سنه",
    "سنوات",
    "عام",
    "عاما",
    "سال",
    "ساله",
    "سالم",
    "yaş",
    "yaşında",
    "yaşındayım",
    "ans",
    "an",
    "años",
    "lat",
    "lata",
    "ani",
    "години",
    "год",
]
_AGE_INTRODUCTIONS = [
    "alter",
    "age",
    "вік",
    "возраст",
    "عمري",
    "عمر",
    "سن",
    "سنم",
    "yaşım",
    "yaş",
    "edad",
    "âge",
    "wiek",
    "vârsta",
    "възраст",
]

_TITLES: dict[str, tuple[str, ...]] = {
    "duldung": ("duldung", "geduldet", "дулдунг", "دولدونغ", "الدولدونغ", "ausbildungsduldung"),
    "gestattung": ("aufenthaltsgestattung", "gestattung", "asylbewerber", "asylbewerberin"),
    "fiktionsbescheinigung": ("fiktionsbescheinigung", "fiktion"),
    "niederlassungserlaubnis": ("niederlassungserlaubnis", "niederlassung"),
    "aufenthaltserlaubnis": ("aufenthaltserlaubnis", "aufenthaltstitel"),
    "blaue-karte": ("blaue karte", "blue card", "blaue karte eu"),
    "subsidiaer": ("subsidiärer schutz", "subsidiär", "subsidiary protection"),
    "fluechtling": ("flüchtlingseigenschaft", "anerkannter flüchtling", "blauer pass"),
    "eu": ("freizügigkeit", "eu-bürger", "eu bürger", "unionsbürger"),
}
_PARAGRAPHS = {"24": "§ 24", "25a": "§ 25a", "25b": "§ 25b", "104c": "§ 104c", "16g": "§ 16g", "60c": "§ 60c"}
_PARAGRAPH_WORDS = "параграф параграфу параграфа параграфом paragraf paragraph".split()
_PARAGRAPH_SIGNS = ("§", "§§", "المادة", "art", *_PARAGRAPH_WORDS)


def fold(text: str) -> str:
    """Lower case without accents: what people type on a foreign keyboard."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _language_forms(locale: str, name: str) -> set[str]:
    """The forms in which a language's name is used in a sentence of that locale, beside the one in CLDR."""
    name = name.lower()
    forms = {name}
    if locale in ("uk", "ru", "bg"):
        stem = next((name.removesuffix(end) for end in ("кий", "ка", "ки") if name.endswith(end)), None)
        if stem is not None:
            stems = {stem, stem.removesuffix("ь")}  # «французькою», and typed in a hurry «французкою»
            forms |= {one + "к" + end for one in stems for end in _SLAVIC_ENDINGS}
    if locale == "pl" and name.endswith(("ski", "cki")):
        forms |= {name[:-1] + end for end in ("u", "iego", "im", "iemu")}
    if locale == "ar":
        bare = name.removeprefix("ال")
        masculine = bare.removesuffix("ة")
        forms |= {bare, masculine, "ال" + masculine, "بال" + bare, "لل" + bare, "بال" + masculine, "عال" + masculine}
    if locale == "tr":
        forms |= {name + mark + end for mark in ("", "'", "’") for end in ("ya", "ye", "yı", "dan", "mı")}
    if locale == "ro" and name.endswith("ă"):
        forms |= {name[:-1] + "a", name[:-1] + "ește"}
    if locale == "de":
        forms |= {name + "e", name + "en"}
    if locale == "ti":
        forms |= {"ብ" + name}
    return forms | {fold(form) for form in forms}


def _locales(language: str) -> Iterator[tuple[str, Locale]]:
    """CLDR's data for a language, and for German and English, whose names are used in every language."""
    for code in dict.fromkeys((language, "de", "en")):
        try:
            yield code, Locale.parse({"kmr": "ku"}.get(code, code))
        except UnknownLocaleError:
            continue


def language_names(language: str) -> dict[str, str]:
    """Written form → code of the language meant, as people write it in that language, German or English."""
    forms: dict[str, str] = {**_DARI, **_KURMANJI}
    for code, locale in _locales(language):
        for target in SPEAKABLE:
            name = locale.languages.get(target)
            for form in _language_forms(code, name) if name else ():
                forms.setdefault(form, _OURS.get(target, target))
    for target in SPEAKABLE:  # and by its own name: "english please", «українською»
        try:
            own = Locale.parse(target).languages.get(target)
        except UnknownLocaleError:
            continue
        for form in _language_forms(target, own) if own else ():
            forms.setdefault(form, _OURS.get(target, target))
    return {form: target for form, target in forms.items() if len(form) > 3 or form in _DARI}


def country_names(language: str) -> dict[str, str]:
    """Written form → country code (ISO 3166), in that language, German and English."""
    names: dict[str, str] = {}
    for _, locale in _locales(language):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and len(name) > 3:
                names.setdefault(name.lower(), code)
                names.setdefault(fold(name), code)
    return names


def patterns(languages: Iterable[str]) -> list[Pattern]:
    """Patterns for spaCy's EntityRuler for messages in those languages; the value stands in `id`."""
    number = {"TEXT": {"REGEX": r"^\d{1,2}$"}}
    rules: list[Pattern] = [
        {"label": "level", "pattern": [{"LOWER": {"REGEX": r"^[abcавс][12]$"}}]},
        {"label": "postcode", "pattern": [{"TEXT": {"REGEX": r"^\d{5}$"}}]},
        {"label": "age", "pattern": [number, {"LOWER": "de", "OP": "?"}, {"LOWER": {"IN": _AGE_WORDS}}]},  # 22 de ani
        {"label": "age", "pattern": [{"LOWER": {"IN": _AGE_INTRODUCTIONS}}, number]},
        *_titles(),
    ]
    speakable: dict[str, str] = {}
    countries: dict[str, str] = {}
    for language in languages:
        speakable = {**language_names(language), **speakable}
        countries = {**country_names(language), **countries}
    rules += [{"label": "language", "pattern": form, "id": code} for form, code in speakable.items()]
    rules += [{"label": "country", "pattern": form, "id": code} for form, code in countries.items()]
    return rules


def _titles() -> Iterator[Pattern]:
    """Residence titles by name and by paragraph ("§ 24", "§24", "paragraph 24")."""
    for number, title in _PARAGRAPHS.items():
        for sign in _PARAGRAPH_SIGNS:
            yield {"label": "residence_title", "pattern": [{"LOWER": sign}, {"LOWER": number}], "id": title}
        for word in _PARAGRAPH_WORDS:  # «у мене 24 параграф»
            yield {"label": "residence_title", "pattern": [{"LOWER": number}, {"LOWER": word}], "id": title}
        yield {"label": "residence_title", "pattern": [{"LOWER": f"§{number}"}], "id": title}
    for title, names in _TITLES.items():
        for name in names:
            yield {"label": "residence_title", "pattern": name, "id": title}
