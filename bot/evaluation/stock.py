"""Stock Rasa over the same entries: writes its project from ours and trains it.

`build(folder, epochs)` copies `benchmarks/stock-rasa/` and adds the data; `train(folder)` returns the seconds it took.
Each entry is a response of the retrieval intent `faq`, with all phrasings of all languages as its examples. Small talk,
booking and crisis examples are ours. Answers are given in German: the tutorial's recipe knows nothing of languages.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.errors import LotseError
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Entry
from bot.languages import DEFAULT
from bot.settings import PROJECT
from bot.yamlfile import read_yaml

RECIPE = PROJECT / "benchmarks" / "stock-rasa"
OURS_ALONE = ("ask", "follow_up")  # the retrieval intent takes their place
FAQ = "faq"
EPOCHS = 100  # as in the tutorial, and in the recipe
MODEL = "stock.tar.gz"
Row = dict[str, Any]


def build(folder: Path, epochs: int = EPOCHS) -> None:
    """Writes the whole Rasa project into the folder. Fewer epochs train sooner and worse; answering takes as long."""
    shutil.copytree(RECIPE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "*.md"))
    recipe = (RECIPE / "config.yml").read_text("utf-8").replace(f"epochs: {EPOCHS}", f"epochs: {epochs}")
    (folder / "config.yml").write_text(recipe, "utf-8")
    entries = load_knowledge(PROJECT / "knowledge").entries.values()
    examples = _our_examples()
    faq: list[Row] = [{"intent": f"{FAQ}/{entry.id}", "examples": _as_list(_phrasings(entry))} for entry in entries]
    talk: list[Row] = [{"intent": intent, "examples": _as_list(texts)} for intent, texts in examples.items()]
    _write(folder / "data" / "nlu.yml", {"version": "3.1", "nlu": [*talk, *faq]})
    _write(folder / "data" / "rules.yml", {"version": "3.1", "rules": _rules(examples)})
    _write(folder / "domain.yml", _domain(examples, entries))
    answers = {entry.id: entry.texts[DEFAULT].body for entry in entries}
    (folder / "answers.json").write_text(json.dumps(answers, ensure_ascii=False), "utf-8")


def train(folder: Path) -> float:
    """Trains with `rasa train`, without its cache; returns seconds. Raises LotseError with the end of its output."""
    return rasa_train(folder, folder / "models", MODEL)


def rasa_train(project: Path, models: Path, name: str, environment: dict[str, str] | None = None) -> float:
    """Runs `rasa train --force` in a project; returns seconds. Raises LotseError with the end of its output."""
    command = [sys.executable, "-m", "rasa", "train", "--force", "--quiet"]
    command += ["--out", str(models), "--fixed-model-name", name.removesuffix(".tar.gz")]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if done.returncode or not (models / name).is_file():
        raise LotseError(f"`rasa train` in {project} failed:\n{(done.stdout + done.stderr)[-2000:]}")
    return time.perf_counter() - started


def _our_examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        for row in read_yaml(path)["nlu"]:
            if row.get("intent", OURS_ALONE[0]) not in OURS_ALONE:
                lines = row["examples"].splitlines()
                found.setdefault(row["intent"], []).extend(line.removeprefix("- ") for line in lines if line)
    return found


def _phrasings(entry: Entry) -> list[str]:
    return [asked for text in entry.texts.values() for asked in (text.question, *text.phrasings)]


def _as_list(texts: Iterable[str]) -> str:
    plain = (" ".join(text.split()) for text in texts)
    return "".join(f"- {text}\n" for text in dict.fromkeys(plain))


def _rules(examples: Iterable[str]) -> list[Row]:
    answered = {intent: f"utter_{intent}" for intent in examples}
    answered |= {FAQ: "action_faq", "nlu_fallback": "action_default_fallback"}
    return [
        {"rule": f"Answer {intent}", "steps": [{"intent": intent}, {"action": action}]}
        for intent, action in answered.items()
    ]


def _domain(examples: Iterable[str], entries: Iterable[Entry]) -> Row:
    texts = {f"utter_{intent}": intent.replace("_", " ") for intent in examples}
    texts |= {f"utter_{FAQ}/{entry.id}": entry.texts[DEFAULT].question for entry in entries}
    texts["utter_default"] = "Das habe ich leider nicht verstanden."
    return {
        "version": "3.1",
        "intents": [*examples, FAQ],
        "actions": ["action_faq"],
        "responses": {name: [{"text": text}] for name, text in texts.items()},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _write(path: Path, content: Row) -> None:
    yaml = YAML(typ="safe")
    yaml.allow_unicode = True
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)
