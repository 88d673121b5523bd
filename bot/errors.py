"""Everything that can go wrong in Lotse, as one small tree.

LotseError
├── SettingsError          a setting is missing or wrong
├── KnowledgeError         a file of knowledge/ is broken: names file, line and what to do
├── ModelError             the trained model is missing or damaged
├── StorageError           Redis or the database cannot be reached
├── BookingError           an appointment's office is gone
└── RequestError           a request that cannot be served
    ├── ConversationGone   unknown, expired or erased
    ├── NotAllowed         wrong or missing token
    ├── MessageTooLong
    ├── TooManyRequests
    └── Unavailable        the assistant is not loaded (yet)
"""

from pathlib import Path


class LotseError(Exception):
    """Parent of every error that Lotse raises on purpose."""


class SettingsError(LotseError):
    """A setting is missing or has a value that cannot be used."""


class KnowledgeError(LotseError):
    """A file of the knowledge folder cannot be used."""

    def __init__(self, path: Path, message: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        self.message = message
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {message}")


class ModelError(LotseError):
    """The trained model is missing, damaged or does not fit this version."""


class StorageError(LotseError):
    """Redis or the database cannot be reached."""


class BookingError(LotseError):
    """Something that an appointment needs is not there."""


class RequestError(LotseError):
    """A request that cannot be served; `code` is the key of its sentence in `wording.error`."""

    code = "bad_request"
    status = 400


class ConversationGone(RequestError):
    """The conversation never existed, has expired or was erased."""

    code = "conversation_gone"
    status = 404


class NotAllowed(RequestError):
    """The token is missing or belongs to another conversation."""

    code = "not_allowed"
    status = 401


class MessageTooLong(RequestError):
    """The message has more characters than the settings allow."""

    code = "message_too_long"
    status = 413


class TooManyRequests(RequestError):
    """The conversation or the address has used up its allowance for now."""

    code = "rate_limit"
    status = 429

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"too many requests, retry after {retry_after} s")


class Unavailable(RequestError):
    """The assistant cannot answer now: it is still loading, or could not be loaded."""

    code = "unavailable"
    status = 503
