"""The chat page as a person uses it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page

from bot.wording import read_wording
from bot.yamlfile import read_yaml

PROJECT = Path(__file__).resolve().parents[2]
KNOWLEDGE = PROJECT / "knowledge"
ENTRY = read_yaml(KNOWLEDGE / "faq" / "sprache" / "integrationskurs-kosten" / "entry.yml")

# What an integration course costs, as people type it; something vague; and a cry for help.
COST = {
    "de": "was muss ich eigentlich für den integrationskurs bezahlen",
    "en": "how much do i have to pay for the integration course",
    "uk": "скільки треба платити за інтеграційний курс?",
    "ar": "كم تكلفة دورة الاندماج؟",
    "tr": "entegrasyon kursu kaç para",
}
VAGUE = {"de": "Deutschkurs", "uk": "визнання диплома", "ar": "دورة لغة ألمانية"}
CRISIS = {"de": "Ich will nicht mehr leben", "uk": "я не хочу більше жити", "ar": "لا أريد أن أعيش بعد الآن"}


def wording(language: str) -> dict[str, str]:
    """The fixed sentences of a language by key."""
    return read_wording(KNOWLEDGE / "wording" / f"{language}.yml")


class Chat:
    """An open page. `errors` is everything the browser complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.log = page.locator("#log")
        self.replies = page.locator(".message.lotse")
        self.own = page.locator(".message.own")
        self.input = page.locator("#input")
        self.send = page.locator("button.send")
        self.picker = page.locator("#language")

    def open(self, address: str) -> None:
        """Opens the page and waits for the welcome."""
        self.page.goto(address)
        self.welcomed()

    def welcomed(self) -> None:
        """Waits for the welcome with its example questions."""
        self.replies.locator(".options button").first.wait_for()

    def ask(self, text: str) -> Locator:
        """Types a message, presses Enter and returns the reply."""
        return self.reply_to(lambda: self.type(text))

    def type(self, text: str) -> None:
        """Types a message and presses Enter."""
        self.input.fill(text)
        self.input.press("Enter")

    def reply_to(self, act: Any) -> Locator:
        """Does something that Lotse replies to and returns the first new reply."""
        reply = self.replies.nth(self.replies.count())
        act()
        reply.wait_for()
        return reply

    def every_state(self, language: str) -> None:
        """Brings an answer, choices and a crisis card onto the page."""
        assert "answer" in self.kind(self.ask(COST[language]))
        assert "choices" in self.kind(self.ask(VAGUE[language]))
        assert "crisis" in self.kind(self.ask(CRISIS[language]))

    def kind(self, reply: Locator) -> str:
        """The class names of a reply, among them its type."""
        return reply.get_attribute("class") or ""

    def html(self, attribute: str) -> str | None:
        """An attribute of the whole page."""
        return self.page.locator("html").get_attribute(attribute)

    def width_needed(self) -> int:
        """How wide the page's content is, in pixels: more than the window is, and one has to scroll sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def kept(self) -> dict[str, Any]:
        """The conversation's id and token as the page keeps them."""
        kept: dict[str, Any] = self.page.evaluate("JSON.parse(sessionStorage.getItem('lotse.conversation'))")
        return kept

    def history(self, kept: dict[str, Any] | None = None) -> Any:
        """What the server answers when it is asked for all messages of a conversation."""
        kept = kept or self.kept()
        return self.page.request.get(
            f"/api/conversations/{kept['id']}/messages", headers={"authorization": f"Bearer {kept['token']}"}
        )

    def said(self) -> list[str]:
        """What the user has said, as the server has it."""
        return [message["text"] for message in self.history().json()["messages"] if message["from"] == "user"]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)
