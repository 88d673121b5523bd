from bot.evaluation.systems import Said, said


def test_said_reads_the_entry_that_was_answered() -> None:
    messages = [{"type": "text"}, {"type": "answer", "answer": {"entry": "kindergeld"}, "buttons": []}]
    assert said(messages) == Said(answered="kindergeld")


def test_said_reads_the_choices_and_skips_other_buttons() -> None:
    buttons = [
        {"payload": '/choose{"entry": "bab"}'},
        {"payload": "/none_of_these"},
        {"payload": '/choose{"entry": "kindergeld"}'},
    ]
    assert said([{"type": "choices", "buttons": buttons}]) == Said(offered=("bab", "kindergeld"))


def test_said_of_a_declined_question_is_empty() -> None:
    assert said([{"type": "text", "buttons": [{"payload": "/book_appointment"}]}]) == Said()
