from bot.evaluation.questions import Question
from bot.evaluation.speed import Figures, Result, judge, table
from bot.evaluation.systems import Said

QUESTIONS = [
    Question(id="1", language="de", text="wie viel kindergeld", expect={"entries": ["kindergeld"]}),
    Question(id="2", language="de", text="hilfe in der ausbildung", expect={"entries": ["bab", "ausbildung-geld"]}),
    Question(id="3", language="de", text="kurs", expect={"entries": ["integrationskurs-was"]}),
    Question(id="4", language="de", text="wie wird das wetter", expect={"none": True}),
    Question(id="5", language="de", text="termin", expect={"action": "booking"}),
]
SAID = {
    "1": Said(answered="bab"),
    "2": Said(answered="ausbildung-geld"),
    "3": Said(offered=("integrationskurs-was", "bab")),
    "4": Said(answered="kindergeld"),
    "5": Said(),
}


def figures(name: str, per_second: list[float]) -> Figures:
    return Figures(name, 100.0, [10.0, 12.0], [10.0, 20.0, 30.0], per_second, [500, 510], SAID)


def test_judge_counts_right_offered_and_wrong_of_the_questions_that_an_entry_answers() -> None:
    shares = judge(figures("Lotse", [40.0]), QUESTIONS)
    assert shares["right"] == shares["right among choices"] == shares["another entry"] == 1 / 3
    assert shares["answered though nothing fits"] == 1.0


def test_ratio_is_of_messages_per_second() -> None:
    result = Result([figures("stock Rasa", [9.0, 11.0]), figures("Lotse", [45.0, 55.0])], QUESTIONS, 100)
    assert result.ratios() == [("Lotse", 5.0)]
    assert "5.0 times" in table(result)


def test_percentile_is_of_the_single_client() -> None:
    assert figures("Lotse", [1.0]).percentile(50) == 20.0
