"""Which language is a message written in?

Several witnesses are heard and their log probabilities added up: lingua and langdetect (letter sequences), wordfreq
(how common the words are in each language), the script, what the conversation was in so far, and the language that the
widget is set to. Short messages lean on the last two. German office words are left out before: they stand in messages
of every language. The weights were chosen on a third of lingua's test data; `lotse benchmark language-id` measures.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.languages import Language
from bot.yamlfile import read_text

# Languages we cannot answer in, but must tell apart from ours so that we can say so.
OTHERS = ["it", "pt", "nl", "hr", "sr", "hu", "el", "hy", "ka", "he", "ur", "hi", "bn", "th", "ko", "ja", "zh"]
WEIGHT_LINGUA = 0.6
WEIGHT_LANGDETECT = 0.1
WEIGHT_WORDS = 0.8
PRIOR_TIER_2 = -1.5
PRIOR_OTHER = -4.0
PRIOR_CONVERSATION = 3.0
PRIOR_INTERFACE = 1.5
FLOOR = 1e-3
RARE_WORD = -8.0
SHORT = 2  # words
_UNSEEN = 1e-8  # frequency of a word that is in no list

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d§%€$+/\\|<>=*#@]+")
# Marks of a language that the models overlook, with the weight of each (at most three count).
_MARKS: dict[str, tuple[re.Pattern[str], float]] = {
    # What no model at hand knows: Tigrinya, Pashto and Kurmanji, by their own letters and commonest words.
    "ti": (re.compile(r"[\u1200-\u137f]"), 8.0),
    "ps": (re.compile(r"[ټډړښځڅږڼېۍ]|\b(?:زما|مننه|ستاسو|کلن|لرم|مرسته)\b"), 8.0),
    "kmr": (
        re.compile(
            r"\b(ez|min|dixwazim|heye|çawa|çi|kengî|li|ji|bo|dikarim|hûn|divê|û|tê|ku"
            r"|naxwazim|nikarim|êdî|xwe|hene|gelo|îro|sibê|îşev|silav|spas|rawestîne|betal)\b",
            re.I,
        ),
        4.0,
    ),
    # What the models know but are seldom sure of.
    "so": (
        re.compile(
            r"\b(waxaan|maxaa|maxaan|immisa|imisa|ayaa|ayay|ayaan|inaan|sidee|xaggee|haysto|rabaa|jarmalka|luqadda"
            r"|caawa|fadlan|mahadsanid|salaan)\b",
            re.I,
        ),
        4.0,
    ),
    "sq": (
        re.compile(
            r"\b(nuk|është|për|një|çfarë|unë|duhet|kushton|gjermanisht(?:es)?|shqip|përshëndetje|faleminderit|më)\b",
            re.I,
        ),
        4.0,
    ),
    # Letters that tell Ukrainian and Russian apart when people mix the words.
    "uk": (re.compile(r"[іїєґ]", re.I), 1.5),
    "ru": (re.compile(r"[ыэё]", re.I), 1.5),
    # Spoken Arabic, which is hardly in the word lists, and Turkish typed without its special letters.
    "ar": (re.compile(r"\b(شو|وين|ليش|شلون|بدي|هلق|هيك|مافي|اللي|ازاي|عايز|فين|واش|كيفاش|شنو|شكد|لازم|كمان)\b"), 2.0),
    "tr": (re.compile(r"\b(kac|nasil|icin|degil|cok|lazim|nerde|nerede|yok|bi|bana|benim|nedir|olur)\b", re.I), 2.0),
}


@dataclass(frozen=True)
class Evidence:
    """What is known beside the text: codes of the conversation's language so far and of the widget's.

    chosen: the language that the user asked for; chosen_from: the one in which they wrote at that time.
    """

    conversation: str | None = None
    interface: str | None = None
    chosen: str | None = None
    chosen_from: str | None = None


@dataclass(frozen=True)
class Detected:
    """The likeliest language, its probability, and whether the text itself said anything about it."""

    code: str
    probability: float
    from_text: bool
    words: int


def read_office_words(knowledge: Path) -> list[str]:
    """The German office words of `knowledge/office-words.txt`, lower case, longest first. Raises KnowledgeError."""
    lines = read_text(knowledge / "office-words.txt").splitlines()
    words = {line.strip().lower() for line in lines if line.strip() and not line.startswith("#")}
    return sorted(words, key=len, reverse=True)


class LanguageDetector:
    """Tells in which language a message is written."""

    def __init__(self, languages: Mapping[str, Language], office_words: Iterable[str]) -> None:
        from lingua import Language as Lingua
        from lingua import LanguageDetectorBuilder

        self._ours = languages
        self.codes = [*languages, *(code for code in OTHERS if code not in languages)]
        by_code = {one.iso_code_639_1.name.lower(): one for one in Lingua.all()}
        self._lingua = (
            LanguageDetectorBuilder.from_languages(*(by_code[code] for code in self.codes if code in by_code))
            .with_low_accuracy_mode()
            .build()
        )  # 30 MB instead of 550; wordfreq makes up for it
        self._langdetect = _langdetect_factory(tuple(self.codes))
        self._frequencies = {code: _Frequencies.of(code) for code in self.codes}
        # An office word may carry an ending of the user's language ("Jobcenterа", "Bescheid'i").
        alternatives = "|".join(re.escape(word) for word in office_words)
        self._office = re.compile(rf"(?<!\w)(?:{alternatives})(?:['’-]?[^\W\d_]{{0,3}})?(?!\w)", re.I)

    def detect(self, text: str, evidence: Evidence = Evidence()) -> Detected:
        """Weighs all witnesses; the text may be of any length and content."""
        clean = _NOISE.sub(" ", text)
        without = self._office.sub(" ", clean)
        words = _WORD.findall(without)
        office_only = not words and bool(_WORD.findall(clean))
        total = {code: self._prior(code, len(words), evidence) for code in self.codes}
        if words:
            for code, score in self._text_scores(" ".join(words), words).items():
                total[code] += score
        elif office_only:
            total["de"] += 1.0
        best = max(total, key=lambda code: total[code])
        weight = sum(math.exp(score - total[best]) for score in total.values())
        return Detected(best, 1 / weight, bool(words), len(words))

    def _prior(self, code: str, words: int, evidence: Evidence) -> float:
        fade = 1.0 if words <= SHORT else 0.5
        language = self._ours.get(code)
        prior = 0.0 if language and language.tier == 1 else fade * (PRIOR_TIER_2 if language else PRIOR_OTHER)
        if code == evidence.conversation:
            prior += fade * PRIOR_CONVERSATION
        if code == evidence.interface:
            prior += fade * PRIOR_INTERFACE
        return prior

    def _text_scores(self, text: str, words: list[str]) -> dict[str, float]:
        lingua = {
            value.language.iso_code_639_1.name.lower(): value.value
            for value in self._lingua.compute_language_confidence_values(text)
        }
        langdetect = _langdetect(self._langdetect, text)
        frequency = self._word_scores([word.lower() for word in words[:30]])
        scores = {
            code: WEIGHT_LINGUA * math.log(lingua.get(code, 0.0) + FLOOR)
            + WEIGHT_LANGDETECT * math.log(langdetect.get(code, 0.0) + 0.05)
            + WEIGHT_WORDS * frequency[code]
            for code in self.codes
        }
        for code, (pattern, weight) in _MARKS.items():
            if code in scores:
                scores[code] += weight * min(len(pattern.findall(text)), 3)
        return scores

    def _word_scores(self, words: list[str]) -> dict[str, float]:
        """Mean log frequency of the words by language, relative to the best one, not below RARE_WORD."""
        hashes = np.array([hash(word) for word in words], dtype=np.int64)
        means = {code: table.mean(hashes) for code, table in self._frequencies.items() if table}
        best, worst = max(means.values()), min(means.values())
        return {code: max(means.get(code, worst) - best, RARE_WORD) for code in self.codes}


@lru_cache(maxsize=1)
def _langdetect_factory(codes: tuple[str, ...]) -> Any:
    """A langdetect factory with the profiles of our languages only; seeded, so that it answers the same each time."""
    from langdetect.detector_factory import DetectorFactory

    DetectorFactory.seed = 0
    factory = DetectorFactory()
    profiles = files("langdetect") / "profiles"
    factory.load_json_profile([(profiles / code).read_text("utf-8") for code in codes if (profiles / code).is_file()])
    return factory


def _langdetect(factory: Any, text: str) -> dict[str, float]:
    from langdetect.lang_detect_exception import LangDetectException

    detector = factory.create()
    detector.n_trial = 3  # of 7: a third of the time, and one witness among several
    detector.append(text)
    try:
        return {found.lang: found.prob for found in detector.get_probabilities()}
    except LangDetectException:  # no letters that it knows
        return {}


@dataclass(frozen=True)
class _Frequencies:
    """Log frequencies of a language's commonest words, by hash: a tenth of the memory of a dictionary."""

    hashes: NDArray[np.int64]
    logs: NDArray[np.float32]

    @classmethod
    def of(cls, code: str) -> "_Frequencies | None":
        """The table of a language, None where wordfreq has no data."""
        from wordfreq import available_languages, get_frequency_dict

        name = "sh" if code in ("sr", "hr") else code
        if name not in available_languages("small"):
            return None
        table = get_frequency_dict(name, "small")
        hashes = np.array([hash(word) for word in table], dtype=np.int64)
        logs = np.log(np.array(list(table.values()), dtype=np.float32) + _UNSEEN)
        get_frequency_dict.cache_clear()  # wordfreq would keep the dictionary
        order = np.argsort(hashes)
        return cls(hashes[order], logs[order])

    def mean(self, hashes: NDArray[np.int64]) -> float:
        """Mean log frequency of the words with these hashes."""
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        found = np.where(self.hashes[at] == hashes, self.logs[at], math.log(_UNSEEN))
        return float(found.mean())
