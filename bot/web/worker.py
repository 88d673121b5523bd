"""The assistant in a thread of its own.

Understanding a message is about 15 ms of work for the processor. In the thread of the event loop it would hold up
every other request for that long; here the loop stays free, since the encoder works without Python's lock. One thread,
not several: the work is bound by the processor, and Rasa's components are not made for being used by two at once.
Only encoding, which is a third of the work, goes ahead in threads of its own, so that a second core has something to
do. More messages per second: more processes.
"""

import asyncio
import gc
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.encoder import shared_encoder
from bot.errors import LotseError

if TYPE_CHECKING:
    from bot.assistant import Assistant, Incoming, Outcome
    from bot.storage.trackers import HandedTrackers

Result = TypeVar("Result")


class AssistantThread:
    """Loads the assistant and answers messages, one after the other, in a thread with its own event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="assistant", daemon=True)
        self._encoding = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="encoding")
        self._assistant: Assistant | None = None
        self._trackers: HandedTrackers | None = None

    @property
    def loaded(self) -> bool:
        """Whether messages can be answered."""
        return self._assistant is not None

    async def load(self, model: Path) -> None:
        """Loads the model, about 20 seconds; at once if it is loaded. Raises ModelError or KnowledgeError."""
        if self.loaded:
            return
        self._thread.start()
        await self._run(self._load(model))

    async def reply(self, incoming: "Incoming", state: str | None, language: str) -> "tuple[Outcome, str | None]":
        """Answers a message of a conversation in that state (None: a new one, in that language).

        Returns what is said, and the conversation's state from now on.
        """
        if self.loaded and not incoming.text.startswith("/"):  # a button has nothing to encode
            # The encoder keeps the vector until the assistant asks for it.
            await asyncio.get_running_loop().run_in_executor(
                self._encoding, shared_encoder().query, incoming.text.strip()
            )
        return await self._run(self._reply(incoming, state, language))

    def stop(self) -> None:
        """Ends the thread after the message that it is working on."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=5)
        self._encoding.shutdown(wait=False)

    async def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _load(self, model: Path) -> None:
        # Importing Rasa takes ten seconds: not before the server answers its first requests.
        from bot.assistant import Assistant
        from bot.storage.trackers import HandedTrackers

        trackers = HandedTrackers()
        self._assistant, self._trackers = Assistant.load(model, trackers), trackers
        # A million objects that stay for good: the garbage collector need not look at them for each message again.
        gc.collect()
        gc.freeze()

    async def _reply(self, incoming: "Incoming", state: str | None, language: str) -> "tuple[Outcome, str | None]":
        if self._assistant is None or self._trackers is None:
            raise LotseError("the assistant is not loaded")
        self._trackers.hand_in(incoming.conversation, state, language)
        try:
            outcome = await self._assistant.reply(incoming)
        finally:
            after = self._trackers.hand_out(incoming.conversation)
        return outcome, after
