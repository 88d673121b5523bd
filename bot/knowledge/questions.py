"""From a question to replies: one question, two in one message, or one that leans on the last answer."""

import re

from bot.knowledge.decide import Decision
from bot.knowledge.service import KnowledgeService
from bot.replies import Replies, Reply

# Question marks of all scripts we serve, full stops, line breaks: where one question may end.
_END = re.compile(r"(?<=[?؟;!.\n])\s+")
_SHORTEST = 8  # letters: less is an exclamation, not a question
_TOPIC_FROM = 0.25  # how sure of the topic to name its page when declining


def parts(text: str) -> list[str]:
    """The sentences of a message that may be questions of their own: at most three."""
    sentences = [part.strip() for part in _END.split(text.strip())]
    return [part for part in sentences if sum(char.isalpha() for char in part) >= _SHORTEST][:3]


def answer_question(service: KnowledgeService, spoken: Replies, text: str, language: str) -> list[Reply]:
    """Replies to a message with one question or two.

    Two are answered only if each sentence by itself has a sure answer and these differ; otherwise the message is
    taken as a whole, since its first sentence is often just the story behind the question.
    """
    sentences = parts(text)
    if len(sentences) > 1:
        decisions = [service.decide(sentence, language) for sentence in sentences]
        sure = {one.entries[0].entry: one for one in decisions if one.outcome == "answer"}
        if len(sure) > 1:
            intro = spoken.say("talk.two_questions", language)
            return [intro, *(_reply(service, spoken, one, language) for one in list(sure.values())[:2])]
        whole = service.decide(text, language)
        best = whole if whole.outcome == "answer" or not sure else next(iter(sure.values()))
        return [_reply(service, spoken, best, language)]
    return [_reply(service, spoken, service.decide(text, language), language)]


def answer_follow_up(
    service: KnowledgeService, spoken: Replies, text: str, language: str, last_entry: str | None
) -> list[Reply]:
    """Replies to a question that leans on the last answer: it is asked again together with that answer's question.

    Offers the last entry and what is related to it as choices when nothing is sure: the person is still there.
    """
    last = service.knowledge.entries.get(last_entry or "")
    if last is None:
        return answer_question(service, spoken, text, language)
    alone = service.decide(text, language)
    if alone.outcome == "answer":
        return [_reply(service, spoken, alone, language)]
    near = [last.id, *last.related]
    question = f"{spoken.question(last, language)} {text}"
    found = [one for one in service.search.find(question, language, most=20) if one.entry in near]
    others = [one for one in found if one.entry != last.id]
    clear = len(others) > 1 and others[0].score - others[1].score > _CLEAR
    if others and clear:
        return [spoken.answer(service.knowledge.entries[others[0].entry], language)]
    offered = [service.knowledge.entries[one.entry] for one in (others or found)[:3]]
    return [spoken.choices(offered, language)] if offered else [spoken.decline(language, last.topic)]


_CLEAR = 0.5


def _reply(service: KnowledgeService, spoken: Replies, decision: Decision, language: str) -> Reply:
    entries = [service.knowledge.entries[one.entry] for one in decision.entries]
    if decision.outcome == "answer":
        return spoken.answer(entries[0], language, decision.probability)
    if decision.outcome == "choices":
        return spoken.choices(entries, language)
    sure_of_topic = bool(entries) and decision.probability >= _TOPIC_FROM
    return spoken.decline(language, entries[0].topic if sure_of_topic else None)
