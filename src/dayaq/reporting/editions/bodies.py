"""Names of bodies in an edition: as the decree has them, and as they are called today."""

from datetime import date

from dayaq.directory.models import Body, Language

TOLD_IN = (Language.AZ.value, Language.EN.value)


class Names:
    """Collects the bodies an edition speaks of, each once, with its names in both languages."""

    def __init__(self, *, decreed_on: date, today: date) -> None:
        self._decreed_on = decreed_on
        self._today = today
        self._known = {body.pk: body for body in Body.objects.with_names()}
        self._told: dict[str, dict[str, object]] = {}

    def tell(self, body_id: int) -> str:
        """The body's code; its names stand under it in the edition."""
        body = self._known[body_id]
        if body.code not in self._told:
            self._told[body.code] = {
                language: {
                    "decree": body.name_on(self._decreed_on, language=language),
                    "today": body.name_on(self._today, language=language),
                    "short": body.name_on(self._today, language=language, short=True),
                }
                for language in TOLD_IN
            }
        return body.code

    def bearer(self, body_id: int) -> str:
        """The code of whoever carries the body's duties today."""
        bearer = self._known[body_id].bearer_on(self._today)
        return self.tell(bearer.pk)

    def told(self) -> dict[str, dict[str, object]]:
        return self._told
