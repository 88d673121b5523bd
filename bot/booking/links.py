"""Signed links to an appointment's page: whoever has the link may change the appointment, nobody can guess one."""

from itsdangerous import BadSignature, URLSafeSerializer

from bot.settings import Settings
from bot.storage.secrets import Secrets

_PURPOSE = "appointment"


class Links:
    """Makes and reads links. A link lives as long as its appointment: what is erased has no page."""

    def __init__(self, secrets: Secrets, public_url: str) -> None:
        self._signer = URLSafeSerializer(secrets.signing_keys, salt=_PURPOSE)
        self._url = public_url.rstrip("/")

    @classmethod
    def load(cls, settings: Settings) -> "Links":
        """With the keys and the address from the settings."""
        return cls(Secrets.load(settings.secret_keys, settings.data_dir), settings.public_url)

    def manage(self, number: str) -> str:
        """The address of an appointment's page."""
        return f"{self._url}/appointment/{self._signer.dumps(number)}"

    def read(self, token: str) -> str | None:
        """The appointment that a token names; None if it was tampered with."""
        try:
            number = self._signer.loads(token)
        except BadSignature:
            return None
        return number if isinstance(number, str) else None
