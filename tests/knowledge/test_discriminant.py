"""The directions that tell entries apart."""

import numpy as np

from bot.encoder import DIMENSIONS
from bot.knowledge.discriminant import discriminant


def test_a_direction_in_which_an_entrys_phrasings_scatter_counts_less() -> None:
    """Two entries differ along axis 0; axis 1 is noise, three times as long."""
    random = np.random.default_rng(0)
    numbers = np.repeat([0, 1], 200)
    phrasings = np.zeros((400, DIMENSIONS), dtype=np.float32)
    phrasings[:, 0] = np.where(numbers == 0, 1.0, -1.0) + random.normal(0, 0.1, 400)
    phrasings[:, 1] = random.normal(0, 3.0, 400)
    learnt = discriminant(2, [(phrasings, numbers)])
    question = np.zeros(DIMENSIONS, dtype=np.float32)
    question[0], question[1] = 0.5, -3.0
    # By itself the question lies almost along the noise; stretched, its small part along axis 0 decides.
    assert learnt.scores(question)[0] > 0.5 > -0.5 > learnt.scores(question)[1]


def test_languages_are_pooled_by_entry() -> None:
    german, turkish = np.eye(DIMENSIONS, dtype=np.float32)[:2], np.eye(DIMENSIONS, dtype=np.float32)[2:4]
    learnt = discriminant(2, [(german, np.array([0, 1])), (turkish, np.array([0, 1]))])
    assert learnt.scores(german[0]).argmax() == 0
    assert learnt.scores(turkish[1]).argmax() == 1


def test_a_single_phrasing_for_each_entry_is_enough() -> None:
    phrasings = np.eye(DIMENSIONS, dtype=np.float32)[:3]
    learnt = discriminant(3, [(phrasings, np.arange(3))])
    assert [int(learnt.scores(one).argmax()) for one in phrasings] == [0, 1, 2]


def test_no_entry_at_all_gives_no_scores() -> None:
    assert discriminant(0, []).scores(np.ones(DIMENSIONS, dtype=np.float32)).shape == (0,)
