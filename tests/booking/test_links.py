"""Links to an appointment's page."""

from bot.booking.links import Links
from bot.storage.secrets import Secrets, new_key

OLD, NEW = new_key(), new_key()


def links(*keys: str) -> Links:
    return Links(Secrets(list(keys)), "https://lotse.example.org/")


def token(url: str) -> str:
    return url.rpartition("/")[2]


def test_a_link_names_its_appointment() -> None:
    url = links(OLD).manage("abc")
    assert url.startswith("https://lotse.example.org/appointment/")
    assert links(OLD).read(token(url)) == "abc"


def test_a_tampered_link_names_none() -> None:
    good = token(links(OLD).manage("abc"))
    assert links(OLD).read(good[:-1] + ("a" if good[-1] != "a" else "b")) is None
    assert links(OLD).read("") is None
    assert links(NEW).read(good) is None


def test_old_links_work_after_a_new_key_was_put_in_front() -> None:
    good = token(links(OLD).manage("abc"))
    assert links(NEW, OLD).read(good) == "abc"
