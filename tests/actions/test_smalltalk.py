"""What Lotse can do, and in which language."""

from actions.smalltalk import ActionCapabilities, ActionSwitchLanguage
from bot.wording import read_wording
from tests.actions.conftest import Run
from tests.knowledge.factory import REAL


async def test_topics_come_with_questions_to_begin_with(run: Run) -> None:
    done = await run(ActionCapabilities(), "was kannst du?", "capabilities", language="uk")
    assert done.payloads and all(payload.startswith("/choose{") for payload in done.payloads)
    assert "{" not in done.said[0]["text"]


async def test_language_asked_for_is_spoken_from_now_on(run: Run) -> None:
    done = await run(ActionSwitchLanguage(), "türkçe lütfen", "switch_language", {"language": "tr"}, language="de")
    custom = done.said[0]["custom"]
    assert (custom["language"], custom["spoken"]) == ("tr", "tr")
    assert custom["chosen"] == {"language": "tr", "from": "de"}
    assert done.slots["language"] == "tr"


async def test_language_with_the_essentials_only_says_so_in_that_language(run: Run) -> None:
    done = await run(ActionSwitchLanguage(), "shqip", "switch_language", {"language": "sq"}, language="de")
    assert done.said[0]["text"] == read_wording(REAL / "wording" / "sq.yml")["talk.essentials_only"]
    assert done.slots["language"] == "sq"


async def test_without_a_name_the_list_of_languages_is_shown(run: Run) -> None:
    done = await run(ActionSwitchLanguage(), "andere Sprache", "switch_language", language="de")
    assert len(done.payloads) == 18
    assert "language" not in done.slots


async def test_language_that_is_not_spoken_is_told_with_the_list(run: Run) -> None:
    done = await run(ActionSwitchLanguage(), "italiano", "switch_language", {"language": "it"}, language="de")
    assert "language" not in done.slots
    assert '/choose_language{"language": "tr"}' in done.payloads
