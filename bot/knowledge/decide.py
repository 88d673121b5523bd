"""Decides what to do with the candidates: answer, offer choices, or decline.

A small logistic model, learnt on one half of `tests/questions/`, gives the probability that the best candidate is
right, and another that it is among the first three. Two thresholds turn these into a decision. Weights and thresholds
stand in `learnt.json`, written by `lotse learn`.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from bot.knowledge.search import Candidate

LEARNT = Path(__file__).with_name("learnt.json")
CHOICES = 3
FEATURES = ("best", "lead", "lead_over_third", "cosine", "grams", "length")


class Mode(BaseModel):
    """Weights and thresholds for questions in a language that has texts (own), or in one that has none (foreign)."""

    weights: list[float]
    means: list[float]
    scales: list[float]
    answer: list[float]
    answer_bias: float
    choices: list[float]
    choices_bias: float
    answer_from: float
    choices_from: float


class Learnt(BaseModel):
    """What `lotse learn` found, and what it was found from."""

    own: Mode
    foreign: Mode
    learnt_from: str

    @property
    def weights(self) -> dict[str, list[float]]:
        """The search's weights by mode."""
        return {"own": self.own.weights, "foreign": self.foreign.weights}


@lru_cache(maxsize=1)
def load_learnt() -> Learnt:
    """The learnt weights that the project ships."""
    return Learnt.model_validate(json.loads(LEARNT.read_text("utf-8")))


@dataclass(frozen=True)
class Decision:
    """What to do, with the entries concerned and how sure we are that the first one is right."""

    outcome: Literal["answer", "choices", "decline"]
    entries: list[Candidate]
    probability: float


def features(candidates: list[Candidate], question: str) -> list[float]:
    """What the decision is made from, in the order of FEATURES."""
    scores = [candidate.score for candidate in candidates[:4]]
    scores += [scores[-1] - 2.0] * (4 - len(scores))  # fewer than four entries: the missing ones are far behind
    best = candidates[0]
    length = math.log1p(len(question.split()))
    return [scores[0], scores[0] - scores[1], scores[0] - scores[3], best.cosine, best.grams, length]


def _probability(weights: list[float], bias: float, values: list[float]) -> float:
    total = bias + sum(weight * value for weight, value in zip(weights, values, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def probabilities(learnt: Mode, values: list[float]) -> tuple[float, float]:
    """Probability that the first candidate is right, and that one of the first three is."""
    scaled = [(value - mean) / scale for value, mean, scale in zip(values, learnt.means, learnt.scales, strict=True)]
    return (
        _probability(learnt.answer, learnt.answer_bias, scaled),
        _probability(learnt.choices, learnt.choices_bias, scaled),
    )


def decide(candidates: list[Candidate], question: str, learnt: Mode) -> Decision:
    """Answers if the best is probably right, offers up to three choices if one of them is, declines otherwise."""
    if not candidates:
        return Decision("decline", [], 0.0)
    right, among = probabilities(learnt, features(candidates, question))
    if right >= learnt.answer_from:
        return Decision("answer", candidates[:1], right)
    if among >= learnt.choices_from:
        return Decision("choices", candidates[:CHOICES], right)
    return Decision("decline", candidates[:CHOICES], right)
