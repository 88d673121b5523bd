"""`lotse train`: trains the Rasa model when what it is made from has changed."""

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.errors import ModelError
from bot.settings import PROJECT, Settings

MODEL = "lotse"
_SOURCES = ("config.yml", "domain.yml", "data", "bot/components", "bot/encoder.py", "bot/e5", "uv.lock")
_STEP = re.compile(r"Starting to train component '(\w+)'")


def fingerprint(project: Path = PROJECT) -> str:
    """Changes whenever training data, recipe, domain, components or library versions do.

    Not the knowledge folder: answers are found without training.
    """
    digest = hashlib.sha256()
    for name in _SOURCES:
        path = project / name
        files = sorted(file for file in path.rglob("*") if file.suffix in (".py", ".yml")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(f"{file.relative_to(project)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def is_trained(settings: Settings) -> bool:
    """Whether there is a model made from what is there now."""
    model, note = settings.model_dir / f"{MODEL}.tar.gz", settings.model_dir / f"{MODEL}.fingerprint"
    return (
        model.is_file()
        and tarfile.is_tarfile(model)
        and note.is_file()
        and note.read_text("utf-8").strip() == fingerprint()
    )


def train(settings: Settings, say: Callable[[str], None]) -> float:
    """Trains and returns the seconds it took; Rasa's own output goes into `train.log` in the data folder.

    Raises ModelError with the end of that log if training fails. The old model stays until the new one is there.
    """
    started = time.monotonic()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    settings.model_dir.mkdir(parents=True, exist_ok=True)
    wanted = fingerprint()
    log = settings.data_dir / "train.log"
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", MODEL, "--out", str(settings.model_dir)]
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OMP_NUM_THREADS": "1",
        "PYTHONUNBUFFERED": "1",
    }
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for line in process.stdout or ():
            file.write(line)
            if step := _STEP.search(line):
                say(f"  {time.monotonic() - started:4.0f} s  {step[1]}")
    if process.wait():
        end = "\n".join(log.read_text("utf-8").splitlines()[-15:])
        raise ModelError(f"Training failed. The end of {log}:\n{end}")
    (settings.model_dir / f"{MODEL}.fingerprint").write_text(wanted, "utf-8")
    return time.monotonic() - started
