"""Which of our languages a client prefers."""

from collections.abc import Container

from bot.languages import DEFAULT


def preferred_language(header: str | None, ours: Container[str], default: str = DEFAULT) -> str:
    """The first of our languages in an Accept-Language header, by weight; `de-AT` counts as `de`."""
    weighted: list[tuple[float, str]] = []
    for part in (header or "").split(",")[:50]:
        tag, _, weight = part.partition(";q=")
        try:
            weighted.append((float(weight or 1), tag.strip()))
        except ValueError:
            continue
    for quality, tag in sorted(weighted, key=lambda one: -one[0]):
        for code in (tag, tag.split("-")[0].lower()):
            if quality > 0 and code in ours:
                return code
    return default
