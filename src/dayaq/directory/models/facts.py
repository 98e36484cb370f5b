"""What every fact of the directory has: its language, its source, its span of days."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dayaq.directory.sentences import said


class Language(models.TextChoices):
    AZ = "az", _("Azerbaijani")
    EN = "en", _("English")
    RU = "ru", _("Russian")


class Sourced(models.Model):
    """A fact with its source, and with the name of whoever confirmed it, empty until then."""

    source = models.CharField(_("source"), max_length=500, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def source_in_words(self) -> str:
        """The source in the reader's language, where it came with the product."""
        return said(self.source)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None


class Dated(models.Model):
    """A fact that holds from one day until another; an empty end is open."""

    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def holding_on(day: date) -> Q:
    """The set-wise telling of `Dated.holds_on`."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))
