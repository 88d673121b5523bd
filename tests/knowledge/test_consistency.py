"""Figures, paragraph signs and links of a translation are compared with the German text."""

import pytest

from bot.knowledge.consistency import differences

GERMAN = (
    "Der Kurs kostet 1.603 € (2026), § 9 IntV.\n\n1. Ruf an: 0800 111 0 111.\n2. Lies [hier](https://www.bamf.de/2024)."
)


@pytest.mark.parametrize(
    "translation",
    [
        "The course costs 1,603 € (2026), § 9 IntV.\n\n1. Call 0800 111 0 111.\n2. Read [here](https://www.bamf.de/2024).",
        "Курс коштує 1\u00a0603 € (2026), § 9 IntV. 08001110111. [Тут](https://www.bamf.de/2024).",
        "الدورة ١٬٦٠٣ € (٢٠٢٦)، § ٩ IntV. اتصل ٠٨٠٠ ١١١ ٠ ١١١. [هنا](https://www.bamf.de/2024).",
        "دوره ۱۶۰۳ € (۲۰۲۶)، § ۹ IntV. ۰۸۰۰۱۱۱۰۱۱۱. [اینجا](https://www.bamf.de/2024).",
    ],
)
def test_figures_written_in_another_way_are_the_same(translation: str) -> None:
    assert list(differences(GERMAN, translation)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1.603", "1.630", "figure of the German text is missing: 1603"),
        ("(2026)", "", "figure of the German text is missing: 2026"),
        ("0800 111 0 111", "0800 111 0 112", "figure that is not in the German text: 08001110112"),
        ("§ ", "", "paragraph sign of the German text is missing: §"),
        ("bamf.de/2024", "bamf.de/2025", "link that is not in the German text: https://www.bamf.de/2025"),
        ("Der Kurs", "Der 1. Kurs", "figure that is not in the German text: 1"),
    ],
)
def test_a_difference_is_named(old: str, new: str, said: str) -> None:
    assert said in list(differences(GERMAN, GERMAN.replace(old, new)))


def test_numbers_of_list_points_do_not_count() -> None:
    assert list(differences("1. Geh hin.\n2. Frag.", "- Go there.\n- Ask.")) == []
