"""The bundled Redis server: started once, shared, stopped by its last user, and nothing is lost when it is killed."""

import os
import signal
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.storage.bundled import BundledServer
from tests.conftest import pid_of


def answers(server: BundledServer) -> bool:
    try:
        return bool(redis.Redis(unix_socket_path=str(server.socket), retry=Retry(NoBackoff(), 0)).ping())
    except redis.RedisError:
        return False


def test_second_user_of_a_folder_shares_the_server(tmp_path: Path) -> None:
    first, second = BundledServer(tmp_path), BundledServer(tmp_path)
    first.start()
    pid = pid_of(first)
    second.start()
    assert second.socket == first.socket and pid_of(second) == pid
    first.stop()
    assert answers(second)
    second.stop()
    assert not answers(second)


def test_killed_server_starts_again_with_all_that_was_acknowledged(tmp_path: Path) -> None:
    server = BundledServer(tmp_path)
    server.start()
    redis.Redis(unix_socket_path=str(server.socket)).set("kept", "yes")
    os.kill(pid_of(server), signal.SIGKILL)
    while answers(server):
        time.sleep(0.01)
    server.start()
    assert redis.Redis(unix_socket_path=str(server.socket)).get("kept") == b"yes"
    server.stop()


def test_folder_with_a_long_name_works_too(tmp_path: Path) -> None:
    server = BundledServer(tmp_path / ("long" * 30))
    server.start()
    assert answers(server)
    server.stop()


def test_only_its_owner_can_reach_the_server(tmp_path: Path) -> None:
    server = BundledServer(tmp_path)
    server.start()
    assert server.socket.stat().st_mode & 0o077 == 0
    assert redis.Redis(unix_socket_path=str(server.socket)).config_get("port") == {"port": "0"}
    server.stop()
