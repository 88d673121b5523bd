"""The command line: known errors are sentences with exit code 1, never stack traces."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT


def lotse(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    command = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )


def test_check_passes_on_the_project_and_counts() -> None:
    entries = len(list((PROJECT / "knowledge").glob("faq/*/*/entry.yml")))
    texts = len(list((PROJECT / "knowledge").glob("faq/*/*/*.md")))
    done = lotse("check", LOTSE_KNOWLEDGE_DIR=str(PROJECT / "knowledge"))
    assert done.returncode == 0
    assert f"{entries} entries, {texts} texts: 0 errors" in done.stdout


def test_check_fails_and_names_the_broken_line(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "knowledge", tmp_path / "k")
    path = tmp_path / "k/faq/geld/kindergeld/entry.yml"
    path.write_text(path.read_text("utf-8").replace("note: ", "note: perhaps ", 1), "utf-8")
    line = next(number for number, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "perhaps" in text)
    done = lotse("check", LOTSE_KNOWLEDGE_DIR=str(tmp_path / "k"))
    assert done.returncode == 1
    assert f"{path}:{line}: note:" in done.stdout


@pytest.mark.parametrize("command", ["check", "serve"])
def test_an_empty_knowledge_folder_is_a_sentence(tmp_path: Path, command: str) -> None:
    done = lotse(command, LOTSE_KNOWLEDGE_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "languages.yml: this file is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named() -> None:
    done = lotse("check", LOTSE_PORT="eighty")
    assert done.returncode == 1
    assert "LOTSE_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_file_of_questions_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    row = {"id": "a", "language": "de", "text": "Hallo", "expect": {"none": True}}
    path.write_text(json.dumps(row) + "\n{broken\n", "utf-8")
    done = lotse("evaluate", str(path))
    assert done.returncode == 1
    assert f"{path}:2:" in done.stderr
    assert "Traceback" not in done.stderr


def test_translated_names_an_unknown_entry() -> None:
    done = lotse("translated", "gibt-es-nicht", "uk")
    assert done.returncode == 1
    assert "there is no entry 'gibt-es-nicht'" in done.stderr


def test_appointments_are_exported_and_an_unknown_office_is_named(tmp_path: Path) -> None:
    days = ("--from", "2026-12-01", "--to", "2026-12-31")
    data = str(tmp_path)
    done = lotse("appointments", "export", "--office", "beispiel-jmd-dueren", *days, LOTSE_DATA_DIR=data)
    assert done.stdout.startswith("id,changes,state,office")
    wrong = lotse("appointments", "export", "--office", "x", *days, LOTSE_DATA_DIR=data)
    assert wrong.returncode == 1
    assert "There is no office 'x'" in wrong.stderr
