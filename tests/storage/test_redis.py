"""The connection to Redis tells a server that is full from one that is gone."""

from pathlib import Path

from bot.settings import Settings
from bot.storage.redis import Storage


async def test_a_full_server_answers_but_takes_no_writes(tmp_path: Path) -> None:
    storage = Storage(Settings(data_dir=tmp_path))
    await storage.open()
    try:
        assert await storage.answers() and await storage.takes_writes()
        await storage.client.config_set("maxmemory-policy", "noeviction")
        await storage.client.config_set("maxmemory", 1)
        assert await storage.answers() and not await storage.takes_writes()
    finally:
        await storage.close()
    assert not await storage.answers() and not await storage.takes_writes()
