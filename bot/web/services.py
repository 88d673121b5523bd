"""What the requests work with: Redis, the knowledge in service, the assistant. Built once for an application."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.requests import HTTPConnection

from bot.errors import LotseError, Unavailable
from bot.languages import Language, load_languages
from bot.settings import Settings
from bot.storage.conversations import Conversations
from bot.storage.news import News
from bot.storage.redis import Storage
from bot.web.appointments import AppointmentService
from bot.web.limits import Limits
from bot.web.metrics import Metrics
from bot.web.watch import watch_knowledge
from bot.web.worker import AssistantThread
from bot.wording import Wording

if TYPE_CHECKING:
    from bot.knowledge.service import KnowledgeService
    from bot.replies import Replies

logger = logging.getLogger(__name__)
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Texts:
    """The languages and the fixed sentences: there before the rest of the knowledge has been loaded."""

    languages: dict[str, Language]
    wording: Wording


class Services:
    """Everything that lives as long as the application."""

    def __init__(self, settings: Settings, assistant: AssistantThread | None = None) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.storage = Storage(settings)
        self.conversations = Conversations(self.storage.client, settings.conversation_hours)
        self.news = News(self.storage.client)
        self.limits = Limits(self.storage.client, settings)
        self.assistant = assistant or AssistantThread()
        self._own_assistant = assistant is None
        self.failed: str | None = None
        self._appointments: AppointmentService | None = None
        self._service: KnowledgeService | None = None
        self._texts: Texts | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begins to load everything in the background and returns at once."""
        self.news.start()
        self._tasks.append(asyncio.create_task(self._load()))

    async def loaded(self, within: float) -> None:
        """Returns when everything is loaded or cannot be, or after that many seconds."""
        await asyncio.wait(self._tasks[:1], timeout=within)

    async def stop(self) -> None:
        """Ends the background work and closes the connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.news.stop()
        if self._own_assistant:
            self.assistant.stop()
        await self.storage.close()

    @property
    def texts(self) -> Texts:
        """Languages and sentences in service. Raises Unavailable in the first moments."""
        if self._service:
            return Texts(self._service.knowledge.languages, self._service.knowledge.wording)
        if self._texts is None:
            raise Unavailable("loading")
        return self._texts

    @property
    def knowledge(self) -> "KnowledgeService":
        """The knowledge in service. Raises Unavailable until it and the assistant are loaded."""
        if self._service is None or not self.assistant.loaded:
            raise Unavailable(self.failed or "loading")
        return self._service

    @property
    def appointments(self) -> "AppointmentService":
        """Appointments. Raises Unavailable until everything is loaded."""
        if self._appointments is None:
            raise Unavailable(self.failed or "loading")
        return self._appointments

    def replies(self) -> "Replies":
        """What can be said today. Raises Unavailable until the assistant is loaded."""
        from bot.replies import Replies

        return Replies(self.knowledge.knowledge, datetime.now(BERLIN).date())

    async def reasons(self) -> dict[str, str]:
        """Why messages cannot be answered, by what is missing; empty if they can."""
        missing: dict[str, str] = {}
        if self.failed:
            missing["assistant"] = self.failed
        elif self._service is None or not self.assistant.loaded:
            missing["assistant"] = "loading"
        if not await self.storage.takes_writes():
            missing["redis"] = "does not answer"
        if self._service and not self._service.knowledge.entries:
            missing["knowledge"] = "has no entries"
        return missing

    async def _load(self) -> None:
        try:
            opening = asyncio.create_task(self.storage.open())
            self._texts = await asyncio.to_thread(self._load_texts)
            await opening
            await self.assistant.load(self.settings.model_dir / "lotse.tar.gz")
            self._service = await asyncio.to_thread(_load_service)
            self._appointments = await asyncio.to_thread(AppointmentService.build, self)
        except LotseError as error:
            logger.error("Lotse cannot answer: %s", error)
            self.failed = f"{type(error).__name__}: see the log"
            return
        except Exception as error:
            logger.exception("Lotse cannot answer (%s)", type(error).__name__)
            self.failed = f"{type(error).__name__}: see the log"
            return
        self._tasks.append(asyncio.create_task(self.appointments.run()))
        booking = self.appointments.booking
        problems = (*self._service.knowledge.problems, *booking.problems)
        for problem in problems:
            logger.error("Cannot be used: %s", problem)
        self.metrics.knowledge_problems.set(len(problems))
        if self.settings.watch_knowledge:
            watching = watch_knowledge(self._service, booking, self.settings, self.metrics)
            self._tasks.append(asyncio.create_task(watching))
        logger.info("Lotse answers: %d entries in service", len(self._service.knowledge.entries))

    def _load_texts(self) -> Texts:
        return Texts(load_languages(self.settings.knowledge_dir), Wording.load(self.settings.knowledge_dir))


def _load_service() -> "KnowledgeService":
    from bot.knowledge.service import shared_service

    return shared_service()


def services_of(connection: HTTPConnection) -> Services:
    """The services of the application that a request or a socket belongs to (a FastAPI dependency)."""
    services: Services = connection.app.state.services
    return services
