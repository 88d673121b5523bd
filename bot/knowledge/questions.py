"""From a question to replies: one question, two in one message, or one that leans on the last answer."""

import re

from bot.knowledge.decide import CHOICES, Decision
from bot.knowledge.model import Entry
from bot.knowledge.search import Candidate
from bot.knowledge.service import KnowledgeService
from bot.replies import Replies, Reply

# Question marks of all scripts we serve, full stops, line breaks: where one question may end.
_END = re.compile(r"(?<=[?؟;!.\n])\s+")
_MARKS = "?؟"
_SHORTEST = 8  # letters: less is an exclamation, not a question
_TOPIC_FROM = 0.25  # how sure of the topic to name its page when declining
# Scores of the search, tried on sixteen follow-up questions in five languages: those that meant a neighbour of the last
# entry scored it above 8, those that meant none of them below 5.
NEAR_FROM = 6.0
ELSEWHERE = 1.5  # how much better another entry must fit to be meant instead


def parts(text: str) -> list[str]:
    """The sentences of a message that may be questions of their own: at most three."""
    sentences = [part.strip() for part in _END.split(text.strip())]
    return [part for part in sentences if sum(char.isalpha() for char in part) >= _SHORTEST][:3]


def answer_question(
    service: KnowledgeService, spoken: Replies, text: str, language: str, last_entry: str | None = None
) -> list[Reply]:
    """Replies to a message with one question or two.

    Two are answered only if each sentence by itself has a sure answer and these differ; otherwise the message is
    taken as a whole, since its first sentence is often just the story behind the question. What would be declined
    may still lean on the last answer. A question for the meaning of an office word is answered from the glossary first.
    """
    decision = service.decide(text, language)
    word = service.knowledge.glossary.find(text, language)
    if word:
        answered = [_reply(service, spoken, decision, language)] if decision.outcome == "answer" else []
        return [spoken.explanation(word, language), *answered]
    sentences = parts(text)
    # Each sentence has to be encoded: only where the message as a whole is unclear, or asks twice.
    if len(sentences) > 1 and (decision.outcome != "answer" or sum(map(text.count, _MARKS)) > 1):
        decisions = [service.decide(sentence, language) for sentence in sentences]
        sure = {one.entries[0].entry: one for one in decisions if one.outcome == "answer"}
        if len(sure) > 1:
            intro = spoken.say("talk.two_questions", language)
            return [intro, *(_reply(service, spoken, one, language) for one in list(sure.values())[:2])]
        if decision.outcome != "answer" and sure:
            decision = next(iter(sure.values()))
    last = service.knowledge.entries.get(last_entry or "")
    if decision.outcome == "decline" and last:
        leaning = _leaning(_ranked(service, text, language), last)
        if leaning:
            return [spoken.answer(service.knowledge.entries[leaning], language)]
    return [_reply(service, spoken, decision, language)]


def answer_follow_up(
    service: KnowledgeService, spoken: Replies, text: str, language: str, last_entry: str | None
) -> list[Reply]:
    """Replies to a question that leans on the last answer ("and what does it cost?").

    Searched for among the last entry and what is related to it; if none of them is clear, they are offered as
    choices: the person is still there.
    """
    last = service.knowledge.entries.get(last_entry or "")
    if last is None:
        return answer_question(service, spoken, text, language)
    ranked = _ranked(service, text, language)
    leaning = _leaning(ranked, last)
    if leaning:
        return [spoken.answer(service.knowledge.entries[leaning], language)]
    alone = service.decide(text, language)
    if alone.outcome == "answer":
        return [_reply(service, spoken, alone, language)]
    offered = [service.knowledge.entries[one.entry] for one in _near(ranked, last)[:CHOICES]]
    return [spoken.choices(offered, language, "talk.more")]


def _ranked(service: KnowledgeService, text: str, language: str) -> list[Candidate]:
    """All entries, as they fit the text."""
    return service.search.find(text, language, len(service.knowledge.entries))


def _near(ranked: list[Candidate], last: Entry) -> list[Candidate]:
    """The last entry and what is related to it, in the order in which they fit."""
    return [one for one in ranked if one.entry in (last.id, *last.related)]


def _leaning(ranked: list[Candidate], last: Entry) -> str | None:
    """The entry near the last one that is clearly meant, if any."""
    near = _near(ranked, last)
    if not near or near[0].score < NEAR_FROM or ranked[0].score > near[0].score + ELSEWHERE:
        return None
    return near[0].entry


def _reply(service: KnowledgeService, spoken: Replies, decision: Decision, language: str) -> Reply:
    entries = [service.knowledge.entries[one.entry] for one in decision.entries]
    if decision.outcome == "answer":
        return spoken.answer(entries[0], language, decision.probability)
    if decision.outcome == "choices":
        return spoken.choices(entries, language)
    sure_of_topic = bool(entries) and decision.probability >= _TOPIC_FROM
    return spoken.decline(language, entries[0].topic if sure_of_topic else None)
