"""The encoder, a small knowledge folder and the project's own knowledge in service."""

import shutil
from pathlib import Path

import pytest

from bot.encoder import CACHE, Encoder, VectorCache, shared_encoder
from bot.knowledge.index import Index
from bot.knowledge.load import load_knowledge
from bot.knowledge.service import KnowledgeService
from bot.settings import Settings
from tests.knowledge.factory import REAL, write_knowledge


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_knowledge(tmp_path / "knowledge")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return shared_encoder()


@pytest.fixture(scope="session")
def encoded(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """The small folder's vectors, computed once."""
    path = tmp_path_factory.mktemp("encoded")
    entries = load_knowledge(write_knowledge(path / "knowledge")).entries.values()
    Index.build(entries, VectorCache(path / CACHE), encoder)
    return path / CACHE


@pytest.fixture
def data(tmp_path: Path, encoded: Path) -> Path:
    """A data folder with the small folder's vectors."""
    (tmp_path / "data").mkdir()
    shutil.copy(encoded, tmp_path / "data" / CACHE)
    return tmp_path / "data"


@pytest.fixture
def small(folder: Path, data: Path, encoder: Encoder) -> KnowledgeService:
    """The small folder in service."""
    return KnowledgeService(Settings(knowledge_dir=folder, data_dir=data), encoder)


@pytest.fixture(scope="session")
def real(copied_folders: Path, encoder: Encoder) -> KnowledgeService:
    """The project's own answers in service, with the vectors that are there already."""
    return KnowledgeService(Settings(knowledge_dir=REAL, data_dir=copied_folders / "data"), encoder)
