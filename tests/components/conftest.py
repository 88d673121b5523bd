"""Where components keep what they learn."""

from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)
