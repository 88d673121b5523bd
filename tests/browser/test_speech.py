"""Reading aloud and dictation. This Chromium has neither voices nor ears: a small double stands for the device's."""

from playwright.sync_api import expect

from tests.browser.chat import COST, Chat, wording
from tests.browser.conftest import OpenChat

VOICES = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => LANGUAGES.map((lang) => ({ lang, name: lang })),
  addEventListener() {},
  speak(one) { window.spoken.push([one.lang, one.text.trim()]); if (!window.slow) setTimeout(() => one.onend(), 20); },
  cancel() { window.cancelled = true; },
} });
"""
EARS = """
window.SpeechRecognition = window.webkitSpeechRecognition = class {
  start() { window.ears = this; }
  stop() { this.onend(); }
};
"""


def with_script(chat: Chat, script: str) -> Chat:
    chat.page.add_init_script(script)
    chat.page.reload()
    chat.agree()
    return chat


def test_without_a_voice_of_the_language_there_is_no_button(open_page: OpenChat) -> None:
    chat = with_script(open_page("tr"), VOICES.replace("LANGUAGES", "['de-DE', 'en-GB']"))
    chat.ask(COST["tr"])
    expect(chat.log.locator(".reader").last).to_be_hidden()


def test_german_words_are_read_by_a_german_voice(open_page: OpenChat) -> None:
    chat = with_script(open_page("ar"), VOICES.replace("LANGUAGES", "['ar-SA', 'de-DE']"))
    card = chat.ask(COST["ar"])
    german = [word for word in card.locator(".text bdi[lang='de']").all_text_contents() if word]
    card.locator(".reader").click()
    expect(card.locator(".reader.on")).to_have_count(1)
    expect(card.locator(".reader.on")).to_have_count(0)
    spoken = chat.page.evaluate("window.spoken")
    assert [text for language, text in spoken if language == "de-DE"] == german
    assert {language for language, _ in spoken} == {"ar-SA", "de-DE"}


def test_what_is_read_is_highlighted_and_can_be_stopped(open_page: OpenChat) -> None:
    chat = with_script(open_page(), "window.slow = true;" + VOICES.replace("LANGUAGES", "['de-DE']"))
    card = chat.ask(COST["de"])
    reader = card.locator(".reader")
    reader.click()
    expect(card.locator(".reading")).to_have_count(1)
    expect(reader).to_have_attribute("aria-label", wording("de")["widget.stop_reading"])
    reader.click()
    expect(card.locator(".reading")).to_have_count(0)
    assert chat.page.evaluate("window.cancelled")


def test_what_is_said_comes_into_the_field_and_is_not_sent_by_itself(open_page: OpenChat) -> None:
    chat = with_script(open_page(), EARS)
    chat.host.locator("button.microphone").click()
    expect(chat.host.locator(".status")).to_have_text(wording("de")["widget.dictating"])
    chat.page.evaluate("window.ears.onresult({ results: [[{ transcript: 'Was kostet der Kurs' }]] })")
    expect(chat.input).to_have_value("Was kostet der Kurs")
    chat.host.locator("button.microphone").click()
    expect(chat.input).to_be_focused()
    expect(chat.own).to_have_count(0)


def test_without_ears_there_is_no_microphone(open_page: OpenChat) -> None:
    chat = with_script(open_page(), "delete window.webkitSpeechRecognition; delete window.SpeechRecognition;")
    expect(chat.host.locator("button.microphone")).to_have_count(0)
