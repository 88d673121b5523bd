"""The knowledge in service: one snapshot that is replaced as a whole when a file changes."""

import logging
import threading
from functools import lru_cache

from bot.encoder import CACHE, Encoder, VectorCache, shared_encoder
from bot.errors import KnowledgeError
from bot.knowledge.decide import Decision, Learnt, decide, load_learnt
from bot.knowledge.index import Index, Progress
from bot.knowledge.load import Knowledge, load_knowledge
from bot.knowledge.search import Search
from bot.settings import Settings, load_settings

logger = logging.getLogger(__name__)


class KnowledgeService:
    """Answers from the current snapshot; `reload` puts a new one in its place in one step."""

    def __init__(self, settings: Settings, encoder: Encoder, progress: Progress | None = None) -> None:
        self._path = settings.knowledge_dir
        self._encoder = encoder
        self._cache_path = settings.data_dir / CACHE
        self._learnt: Learnt = load_learnt()
        self._reloading = threading.Lock()
        self._current = self._build(load_knowledge(self._path), progress)

    def _build(self, knowledge: Knowledge, progress: Progress | None = None) -> tuple[Knowledge, Search]:
        cache = VectorCache(self._cache_path)  # read anew: kept, it would hold the vectors of all training examples too
        index = Index.build(knowledge.entries.values(), cache, self._encoder, progress)
        return knowledge, Search(index, self._encoder, self._learnt.weights)

    @property
    def knowledge(self) -> Knowledge:
        """The snapshot in service."""
        return self._current[0]

    @property
    def search(self) -> Search:
        """The search over the snapshot in service."""
        return self._current[1]

    def reload(self) -> tuple[KnowledgeError, ...]:
        """Loads the folder again and puts it into service; returns the files that could not be used."""
        with self._reloading:
            self._current = self._build(load_knowledge(self._path, self.knowledge))
        for problem in self.knowledge.problems:
            logger.error("Kept the last good version: %s", problem)
        return self.knowledge.problems

    def decide(self, question: str, language: str) -> Decision:
        """What to do with a question in that language."""
        mode = self._learnt.own if self.search.speaks(language) else self._learnt.foreign
        return decide(self.search.find(question, language), question, mode)


@lru_cache(maxsize=1)
def shared_service() -> KnowledgeService:
    """The process's one service: Rasa builds components and actions itself, so they fetch it here."""
    settings = load_settings()
    return KnowledgeService(settings, shared_encoder())
