"""The action server of stock Rasa: fetches the text of the entry that the response selector chose."""

import json
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

ANSWERS = Path(__file__).parent.parent / "answers.json"


class ActionFaq(Action):
    """Answers with the chosen entry, and names it so that it can be judged."""

    def __init__(self) -> None:
        self._answers: dict[str, str] = json.loads(ANSWERS.read_text("utf-8"))

    def name(self) -> str:
        return "action_faq"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        selected = tracker.latest_message["response_selector"]["faq"]["response"]["intent_response_key"]
        entry = selected.split("/", 1)[1]
        dispatcher.utter_message(text=self._answers[entry], json_message={"entry": entry})
        return []
