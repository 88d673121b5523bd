"""The chat as a person uses it."""

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
    "fa": "هزینه دوره ادغام چقدر است؟",
}
VAGUE = {"de": "Deutschkurs", "uk": "визнання диплома", "ar": "دورة لغة ألمانية"}
CRISIS = {"de": "Ich will nicht mehr leben", "uk": "я не хочу більше жити", "ar": "لا أريد أن أعيش بعد الآن"}


def wording(language: str) -> dict[str, str]:
    """The fixed sentences of a language by key."""
    return read_wording(KNOWLEDGE / "wording" / f"{language}.yml")


AXE = (PROJECT / "widget" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


class Chat:
    """An open chat. `errors` is everything the browser complained about, `requests` everything it asked for."""

    def __init__(self, page: Page, host: str = "lotse-chat") -> None:
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        self.host = page.locator(host)
        self.root = self.host.locator(".root")
        self.launcher = self.host.locator(".launcher")
        self.consent = self.host.locator(".consent")
        self.log = self.host.locator(".log")
        self.replies = self.host.locator(".message.lotse")
        self.own = self.host.locator(".message.own")
        self.input = self.host.locator("textarea")
        self.send = self.host.locator(".row > .send")
        self.picker = self.host.locator(".language")
        self.failure = self.host.locator(".failure")
        self.sure = self.host.locator(".sure")

    def open(self, address: str = "/") -> None:
        """Opens the page, and the chat if it is behind a button, up to the question for consent."""
        self.page.goto(address)
        self.press_launcher()
        self.consent.wait_for()

    def press_launcher(self) -> None:
        """Opens the chat if it is behind a button."""
        self.root.wait_for(state="attached")
        if self.launcher.count():
            self.launcher.click()

    def agree(self) -> None:
        """Agrees and waits for the welcome with its example questions."""
        self.consent.locator(".strong").click()
        self.welcomed()

    def welcomed(self) -> None:
        """Waits for the welcome."""
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

    def menu(self, entry: str) -> None:
        """Opens the menu and chooses what carries that picture."""
        self.host.locator(".opener").click()
        self.host.locator(f".menu button:has(.icon.{entry})").click()

    def kind(self, reply: Locator) -> str:
        """The class names of a reply, among them its type."""
        return reply.get_attribute("class") or ""

    def width_needed(self) -> int:
        """How wide the content is, in pixels: more than the window is, and one has to scroll sideways."""
        script = "(root) => Math.max(document.documentElement.scrollWidth, ...[...root.querySelectorAll('*')].filter(e => !e.closest('.unseen, option')).map(e => e.getBoundingClientRect().right))"
        return int(self.root.evaluate(script))

    def kept(self) -> dict[str, Any]:
        """The conversation's id and token as the browser keeps them."""
        script = "JSON.parse(localStorage.getItem(Object.keys(localStorage).find(k => k.endsWith('.conversation'))))"
        kept: dict[str, Any] = self.page.evaluate(script)
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

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 A and AA and good practice."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run().then(({violations}) => violations)")
        return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]

    def focused(self) -> Locator:
        """The element within the chat that has the focus."""
        return self.host.locator(":focus")

    def forgive(self, *expected: str) -> None:
        """The browser reports every request that failed; here that was intended."""
        assert all(any(part in error for part in expected) for error in self.errors), self.errors
        self.errors.clear()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)
