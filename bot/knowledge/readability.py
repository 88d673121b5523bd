"""How hard a German answer is to read: the first Wiener Sachtextformel (Bamberger and Vanecek 1984).

It gives about the school year in which a text can be read: 4 is very easy, 15 very hard. For people who are learning
German at level B1 about 8 is the most; names of offices and schools, which are long words, add to it.
"""

import re
from collections.abc import Iterable

from bot.knowledge.load import Knowledge
from bot.knowledge.model import Text

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"(?m)^\s*(?:[-*]|\d+\.)\s+|\*\*")
_END = re.compile(r"(?m)(?<![.!?\s])[:,;]?[ \t]*$")
_VARIANT = 1  # of four: the one with all of long sentences, long words and words of three syllables or more


def difficulty(body: str) -> float:
    """The figure of one answer. Points of a list count as sentences, links as their text."""
    import textstat  # a second and a half: not at import

    plain = _END.sub(".", _MARK.sub("", _LINK.sub(r"\1", body.strip())))
    textstat.set_lang("de")
    return float(textstat.wiener_sachtextformel("\n".join(filter(str.strip, plain.split("\n"))), _VARIANT))


def hardest(knowledge: Knowledge) -> list[tuple[float, Text]]:
    """All German answers with their figures, the hardest first."""
    german: Iterable[Text] = (entry.texts["de"] for entry in knowledge.entries.values() if "de" in entry.texts)
    return sorted(((difficulty(text.body), text) for text in german), key=lambda pair: -pair[0])
