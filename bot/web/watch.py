"""Puts changed files of the knowledge folder into service."""

import asyncio
import logging
from typing import TYPE_CHECKING

from watchfiles import awatch

from bot.booking.service import Booking
from bot.settings import Settings
from bot.web.metrics import Metrics

if TYPE_CHECKING:
    from bot.knowledge.service import KnowledgeService

logger = logging.getLogger(__name__)

_QUIET_MS = 200  # an editor saves in several steps: wait until it has been quiet for so long …
_LONGEST_MS = 800  # … but not longer than this, so that a change is answered with within two seconds
_TRY_AGAIN_AFTER = 5.0


async def watch_knowledge(service: "KnowledgeService", booking: Booking, settings: Settings, metrics: Metrics) -> None:
    """Runs until it is cancelled. What is broken is reported by the service and stays out of service."""
    while True:
        try:
            async for _ in awatch(settings.knowledge_dir, step=_QUIET_MS, debounce=_LONGEST_MS):
                problems = await asyncio.to_thread(service.reload)
                await asyncio.to_thread(booking.reload, settings)
                for problem in booking.problems:
                    logger.error("Kept the last good version: %s", problem)
                number = len(problems) + len(booking.problems)
                metrics.knowledge_problems.set(number)
                logger.info("Knowledge loaded again: %d files cannot be used", number)
        except Exception as error:  # whatever happens to the folder, the last good version answers
            logger.error("The knowledge folder cannot be watched (%s: %s)", type(error).__name__, error)
            await asyncio.sleep(_TRY_AGAIN_AFTER)
