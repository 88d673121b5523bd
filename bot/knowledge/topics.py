"""The official page of each topic, from `knowledge/topics.yml`."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError

from bot.errors import KnowledgeError
from bot.yamlfile import read_yaml

GENERAL = "general"


class Page(BaseModel):
    """A page's title and address."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    url: HttpUrl

    @property
    def link(self) -> str:
        """As Markdown."""
        return f"[{self.title}]({self.url})"


def load_topics(knowledge: Path) -> dict[str, Page]:
    """Reads the pages by topic; `general` is always among them. Raises KnowledgeError."""
    path = knowledge / "topics.yml"
    try:
        pages = {topic: Page.model_validate(row) for topic, row in (read_yaml(path) or {}).items()}
    except (ValidationError, AttributeError) as error:
        raise KnowledgeError(path, f"each topic needs a title and a url: {error}") from error
    if GENERAL not in pages:
        raise KnowledgeError(path, f"the page for everything else, {GENERAL!r}, is missing")
    return pages
