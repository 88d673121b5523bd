"""What goes in and out of the API, as documented in /openapi.json."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

LanguageCode = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$", examples=["de"])]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewConversation(_In):
    """What a conversation begins with."""

    language: LanguageCode | None = Field(None, description="The page's language; else Accept-Language decides.")


class NewMessage(_In):
    """A text, or the payload of a button: exactly one of the two."""

    text: str | None = Field(None, min_length=1, description="What the user wrote.")
    payload: str | None = Field(None, max_length=300, description="What a button carries, as it was sent.")
    client_id: str | None = Field(
        None, min_length=1, max_length=100, description="Chosen by the client: the same one again changes nothing."
    )

    @model_validator(mode="after")
    def _exactly_one(self) -> "NewMessage":
        if (self.text is None) == (self.payload is None):
            raise ValueError("send either text or payload")
        return self


class Question(_In):
    """A question for a search box."""

    text: str = Field(min_length=1)
    language: LanguageCode | None = Field(None, description="The page's language: a hint, the text decides.")


class Feedback(_In):
    """Whether an answer has helped."""

    entry: str = Field(max_length=100)
    language: LanguageCode
    helpful: bool
    reason: Literal["question", "hard", "wrong"] | None = Field(
        None, description="Why it did not help: sent after the vote, and counted by itself."
    )


class Button(BaseModel):
    """`payload` is sent back as it is when the button is pressed."""

    title: str
    payload: str


class Source(BaseModel):
    """An official page."""

    title: str
    url: str
    checked: str | None = Field(None, description="The day on which somebody looked at the page.")


class Answer(BaseModel):
    """Where an answer comes from and how far it can be trusted."""

    entry: str
    topic: str
    score: float = Field(description="How sure it is that this entry answers the question, 0 to 1.")
    sources: list[Source]
    as_of: str = Field(description="The day on which the answer was last checked.")
    valid_until: str | None = None
    changing: bool = Field(False, description="The rules are being changed.")
    translation: Literal["original", "reviewed", "machine"]


class Day(BaseModel):
    """A day with free times; a button for each."""

    date: str
    label: str
    slots: list[Button]


class Appointment(BaseModel):
    """A step of booking, or the appointment that was booked. Text and buttons say the same without it."""

    step: str
    days: list[Day] | None = None
    office: str | None = None
    address: str | None = None
    way: str | None = None
    start: str | None = None
    end: str | None = None
    manage_url: str | None = None
    ics_url: str | None = None
    route_url: str | None = None


class Message(BaseModel):
    """One message of either side. Numbers rise within a conversation."""

    model_config = ConfigDict(populate_by_name=True)

    id: int
    sender: Literal["user", "lotse"] = Field(alias="from")
    type: Literal["text", "answer", "choices", "crisis", "appointment"]
    text: str = Field(description="Markdown: paragraphs, lists, bold, links. What users write is plain text.")
    language: str
    at: str | None = Field(None, description="When it was kept (UTC).")
    buttons: list[Button] = []
    answer: Answer | None = None
    appointment: Appointment | None = None


class Talk(BaseModel):
    """Messages, and the language that the conversation is in."""

    language: str
    direction: Literal["ltr", "rtl"]
    messages: list[Message]
    client_id: str | None = None


class Conversation(Talk):
    """A new conversation. The token is needed for everything else and cannot be had again."""

    conversation: str
    token: str


class Found(BaseModel):
    """An entry of the knowledge. `score` is 0 if the entry is only offered as a choice."""

    entry: str
    score: float


class Asked(BaseModel):
    """What became of a question. Outcomes: answer:<entry>, choices:<a,b,c>, booking, crisis:<kind>, decline."""

    outcome: str
    language: str
    entries: list[Found]
    messages: list[Message]


class LanguageOffered(BaseModel):
    """A language that Lotse speaks; tier 2 has the essentials only."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    tier: Literal[1, 2]


class Links(BaseModel):
    """The operator's own pages."""

    imprint: str | None = None
    privacy: str | None = None


class Sentences(BaseModel):
    """All that a page needs to begin. Sentences go by key, for example `widget.title`; the page fills in the braces."""

    language: str
    direction: Literal["ltr", "rtl"]
    sentences: dict[str, str]
    languages: list[LanguageOffered]
    links: Links
    hours: int = Field(description="How long a conversation is kept after its last message.")
    max_chars: int = Field(description="How long a message may be.")


class Problem(BaseModel):
    """An error (RFC 9457). `detail` can be shown to the user; `code` is the same in all languages."""

    type: str
    title: str
    status: int
    detail: str
    code: Literal[
        "bad_request", "not_allowed", "conversation_gone", "message_too_long", "rate_limit", "unavailable", "internal"
    ]
