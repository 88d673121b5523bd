"""Compares a translation with the German original: the same figures, paragraph signs and links, in any script.

A translator who is tired, or a machine, loses a zero or a link; nobody who reads only one of the two texts would see
it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]*)\)")
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")
_LIST_NUMBER = re.compile(r"(?m)^\s*\d+[.)]\s")
# 1.603 € = 1 603 € = 1,603 €, and 0800 111 0 111 = 08001110111: one sign or space between two digits does not count.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,'’٫٬\s\u00a0\u202f](?=\d)")
_FIGURE = re.compile(r"\d+")


def differences(original: str, translation: str) -> Iterator[str]:
    """What the translation of an answer lacks or has beyond the German one, a sentence for each kind."""
    for name, count in (("figure", _figures), ("paragraph sign", _paragraphs), ("link", _links)):
        wanted, found = count(original), count(translation)
        if missing := list((wanted - found).elements()):
            yield f"{name} of the German text is missing: {', '.join(missing)}"
        if added := list((found - wanted).elements()):
            yield f"{name} that is not in the German text: {', '.join(added)}"


def _figures(body: str) -> Counter[str]:
    text = _LIST_NUMBER.sub("", _ADDRESS.sub("]", _western(body)))
    return Counter(_FIGURE.findall(_BETWEEN_DIGITS.sub("", text)))


def _paragraphs(body: str) -> Counter[str]:
    return Counter(re.findall("§", body))


def _links(body: str) -> Counter[str]:
    return Counter(LINK.findall(body))


def _western(text: str) -> str:
    """Arabic, Persian and other digits as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
