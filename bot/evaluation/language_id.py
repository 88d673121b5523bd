"""How often the language of a text is recognised: `lotse benchmark language-id DIR`.

`run(folder)` returns a Result, `table(result)` prints it. The folder holds a text a line in
`{single-words,word-pairs,sentences}_<code>.txt`. Lotse's detector is asked without any evidence beside the text. lingua
and langdetect alone are asked for the languages of tier 1 only; langdetect also with its defaults: 55 languages.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.detection import LanguageDetector, read_office_words
from bot.errors import LotseError
from bot.evaluation.tables import text_table
from bot.languages import Language, load_languages
from bot.settings import PROJECT

KINDS = ("single-words", "word-pairs", "sentences")
LOTSE = "Lotse"
Detect = Callable[[str], str | None]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Score:
    """One detector on one file: the share that it got right, and milliseconds a text."""

    detector: str
    kind: str
    language: str
    right: float
    ms: float


@dataclass(frozen=True)
class Result:
    """All scores; `tier` by language: 1 and 2 are ours, 0 is any other."""

    scores: list[Score]
    tier: dict[str, int]

    def mean(self, detector: str, kind: str, tier: int) -> tuple[float, float] | None:
        """The mean over a tier's languages: the share right and milliseconds a text; None if there are no files."""
        some = [s for s in self.scores if (s.detector, s.kind, self.tier[s.language]) == (detector, kind, tier)]
        return (sum(s.right for s in some) / len(some), sum(s.ms for s in some) / len(some)) if some else None


def run(folder: Path, knowledge: Path = PROJECT / "knowledge", progress: Progress | None = None) -> Result:
    """Asks every detector for every text of the folder. Raises LotseError if there are no such files."""
    languages = load_languages(knowledge)
    found = [(kind, path) for kind in KINDS for path in sorted(folder.glob(f"{kind}_*.txt"))]
    if not found:
        raise LotseError(f"{folder} has no files named like single-words_de.txt.")
    codes = {path.stem.rsplit("_", 1)[1] for _, path in found}
    tier = {code: languages[code].tier if code in languages else 0 for code in sorted(codes)}
    scores: list[Score] = []
    for name, (detect, all_languages) in _detectors(languages, knowledge).items():
        if progress:
            progress(name)
        for kind, path in found:
            code = path.stem.rsplit("_", 1)[1]
            if all_languages or tier[code] == 1:
                scores.append(_score(name, detect, kind, code, path.read_text("utf-8").splitlines()))
    return Result(scores, dict(tier))


def table(result: Result) -> str:
    """Means by detector, then Lotse's figures by language."""
    return f"{_means(result)}\n\n{_by_language(result)}"


def _means(result: Result) -> str:
    rows: list[list[object]] = []
    for name in dict.fromkeys(score.detector for score in result.scores):
        for tier, label in ((1, "tier 1"), (2, "tier 2"), (0, "others")):
            means = [result.mean(name, kind, tier) for kind in KINDS]
            known = [mean for mean in means if mean]
            if known:
                ms = sum(mean[1] for mean in known) / len(known)
                rows.append([f"{name}, {label}", *(mean and mean[0] for mean in means), f"{ms:.2f}"])
    return text_table(["mean of languages", *KINDS, "ms a text"], rows)


def _by_language(result: Result) -> str:
    own = {(score.language, score.kind): score.right for score in result.scores if score.detector == LOTSE}
    order = sorted(result.tier, key=lambda code: (result.tier[code] or 3, code))
    labels = {0: "other", 1: "tier 1", 2: "tier 2"}
    rows = [[f"{code} ({labels[result.tier[code]]})", *(own.get((code, kind)) for kind in KINDS)] for code in order]
    return text_table([LOTSE, *KINDS], rows)


def _score(name: str, detect: Detect, kind: str, code: str, texts: list[str]) -> Score:
    started = time.perf_counter()
    right = sum(detect(text) == code for text in texts)
    return Score(name, kind, code, right / len(texts), (time.perf_counter() - started) * 1000 / len(texts))


def _detectors(languages: dict[str, Language], knowledge: Path) -> dict[str, tuple[Detect, bool]]:
    """By name: the function to ask, and whether to ask it for languages outside tier 1 too."""
    tier_1 = [code for code, language in languages.items() if language.tier == 1]
    ours = LanguageDetector(languages, read_office_words(knowledge))
    return {
        LOTSE: (lambda text: ours.detect(text).code, True),
        "lingua alone": (_lingua(tier_1), False),
        "langdetect alone": (_langdetect(tier_1), False),
        "langdetect, defaults": (_langdetect(None), False),
    }


def _lingua(codes: list[str]) -> Detect:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    chosen = [IsoCode639_1.from_str(code) for code in codes]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*chosen).with_preloaded_language_models().build()

    def detect(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return detect


def _langdetect(codes: list[str] | None) -> Detect:
    from langdetect import detector_factory
    from langdetect.lang_detect_exception import LangDetectException

    detector_factory.init_factory()
    detector_factory.DetectorFactory.seed = 0

    def detect(text: str) -> str | None:
        detector = detector_factory._factory.create()
        if codes:
            detector.set_prior_map(dict.fromkeys(codes, 1.0))
        detector.append(text)
        try:
            return str(detector.detect())
        except LangDetectException:  # no letters that it knows
            return None

    return detect
