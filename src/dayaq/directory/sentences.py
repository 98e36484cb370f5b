"""What the shipped facts say of where they come from, listed so that the catalogue has it in each language.

The words of a fact are stored as they were entered. Those listed here are said in the reader's
language; what an administrator enters is said as it is.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("A courtesy; never an escalation"),
    _("A help to the verifier, not an automatic decision"),
    _("A help to the verifier, not an automatic decision; below it: not implemented"),
    _("A smaller count is suppressed, and totals with it where they would give it away"),
    _("Annual report for 2016 as restated by an international report"),
    _("Annual report for 2024 as printed by the press"),
    _("Before a confidential list is taken out, an emergency opening, destroying data, and keys"),
    _(
        "By the rule of the Working Group; choice of this system, to be confirmed by the "
        "coordinator"
    ),
    _("Cabinet of Ministers decision 21 of 2008"),
    _("Cabinet of Ministers decision of May 2023 on the Working Group, as printed by the press"),
    _(
        "Calendar days from registration of the application form; measure 4.1.7 asks for a "
        "simpler procedure for victims"
    ),
    _("Choice of this system, to be confirmed by the coordinator"),
    _("Consular page of the embassy in Belgrade on emergency travel documents"),
    _("Consular pages of the Ministry of Foreign Affairs on the return certificate"),
    _("Days after the last day for submission"),
    _("Days before (negative) and after (positive) the last day for submission"),
    _(
        "Decision of the Cabinet of Ministers of 2020 exchanging working days and days off, "
        "from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers of 2021 exchanging working days and days off, "
        "from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers of 2022 exchanging working days and days off, "
        "from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers of 2023 exchanging working days and days off, "
        "from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers of 2024 exchanging working days and days off, "
        "from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers of 2025 exchanging working days and days off, "
        "from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2020, from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2021, as printed by the press"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2022, as printed by the press"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2023, as printed by the press"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2024, from a published calendar; the decision was not read"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2025, as printed by the press"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2026, as printed by the press"
    ),
    _(
        "Decision of the Cabinet of Ministers on the days of Novruz, Ramazan and Qurban in "
        "2026, as printed by the press; Labour Code, article 105, part 1"
    ),
    _("Decision to hold the election; day off unverified"),
    _("Decision to hold the elections; day off unverified"),
    _(
        "Decree of the President of 19 April 2021 on improving the administration of state "
        "support to non-governmental organisations"
    ),
    _("Decree of the President of February 2022 on application of the Law on Media"),
    _(
        "Decree of the President of July 2022 on improving the administration of science and "
        "education"
    ),
    _("Default of the product; to be confirmed"),
    _(
        "Expected from the calendar; article 105, part 4: the Cabinet of Ministers announces "
        "the days by the end of the year before"
    ),
    _("Expected: Labour Code, article 105, parts 5 and 6"),
    _("ISO 3166-1"),
    _("ISO 3166-2:AZ, code and name"),
    _(
        "ISO 3166-2:AZ, code and name; not named apart from the district of the same name in "
        "the order of 7 July 2021; still a city under republican rule in the classification "
        "of the State Statistical Committee of 2024"
    ),
    _(
        "Identification rules 6.2: with a legal representative and a doctor; another body may "
        "be named here"
    ),
    _(
        "Known for 2016; the day of the change is not known and the turn of 2023 and 2024 is "
        "an assumption"
    ),
    _(
        "Known for 2024; the day of the change is not known and the turn of 2023 and 2024 is "
        "an assumption"
    ),
    _("Labour Code, article 105, part 1"),
    _(
        "Labour Code, article 105, part 1; Novruz has five days, 20 to 24 March in every year "
        "so far"
    ),
    _("Labour Code, article 105, parts 5 and 6"),
    _("Labour Code, article 106"),
    _("Larger recordings are kept by whoever investigates; a reference to them is enough here"),
    _(
        "Law 958-IIQ of 28 June 2005, art. 7, as restated by the needs assessment of 2016: "
        "the Coordinator reports to Parliament"
    ),
    _("Law 958-IIQ of 28 June 2005, article 14-1"),
    _("Law 958-IIQ of 28 June 2005, article 8"),
    _("Law on personal data 998-IIIQ, article 9: no longer than the purpose needs"),
    _("Needs assessment of the International Organization for Migration, 2016"),
    _(
        "News text of April 2021 on the decree, which passes the rights and duties of the "
        "Council to the Agency; the legal text was not read"
    ),
    _("News text of April 2021 on the decree; the legal text was not read"),
    _(
        "News texts of 2021 on the newly created Ministry of Digital Development and "
        "Transport; the date is unverified, the legal text was not read"
    ),
    _(
        "News texts of February 2022: the Audiovisual Council is the legal successor of the "
        "National Television and Radio Council; the day of the month is unverified, the legal "
        "text was not read"
    ),
    _(
        "News texts of February 2022; the day of the month is unverified, the legal text was "
        "not read"
    ),
    _(
        "News texts of July 2022 on the renaming of the Ministry of Education; the day of the "
        "month is unverified, the legal text was not read"
    ),
    _(
        "News texts of July 2022 on the renaming; the day of the month is unverified, the "
        "legal text was not read"
    ),
    _("No act read so far names it"),
    _("Offered when opinions are asked; each request may name another day"),
    _("One edition of an international report speaks of 48 hours"),
    _("Page of the International Organization for Migration on a visit to the shelter, 2021"),
    _("Practice of access monitoring; to be confirmed"),
    _("Practice of case management; to be confirmed"),
    _("Practice of casework; to be confirmed"),
    _(
        "Practice of comparable plan-monitoring systems; choice of this system, to be "
        "confirmed by the coordinator"
    ),
    _("Practice of referral mechanisms; to be confirmed"),
    _("Practice of training evaluation; to be confirmed"),
    _("Presidential Order 2173 of 22 July 2020, clause 2.1"),
    _("Presidential Order 2173 of 22 July 2020, notes to the plan, note 1"),
    _("Presidential Order 2173 of 22 July 2020, notes to the plan, note 3"),
    _("Presidential Order 2173 of 22 July 2020, notes to the plan, note 4"),
    _("Presidential Order 2173 of 22 July 2020, notes to the plan, note 5"),
    _("Presidential Order 2173 of 22 July 2020, notes to the plan, notes 1 and 2"),
    _("Presidential Order 2173 of 22 July 2020, plan of measures, executor column"),
    _(
        "Presidential Order 2173 of 22 July 2020, plan of measures, executor column, measure "
        "4.2.2 (involved); reorganised since, details unverified"
    ),
    _("Presidential Order 2173 of 22 July 2020, text of measures 4.2.11 and 4.7.1"),
    _(
        "Presidential order of 7 July 2021 on the new division into economic regions, as "
        "printed by the press"
    ),
    _("Press and international reports; the legal text was not read"),
    _("Regulations of the ministry as published on its site; the date is unverified"),
    _("Reminders of one day go in one letter"),
    _(
        "Reply of the state to the Committee of the Parties and the public page of the "
        "department; the full text was not read"
    ),
    _(
        "Reported in 2021, 2023, 2024 and 2025; the first day is general knowledge and the "
        "last extension is not known"
    ),
    _(
        "Rules on state programmes approved by presidential decree of 6 March 2021, as "
        "printed by the press"
    ),
    _("Share of all members; no act read so far names it"),
    _(
        "Share of all members; the day in May 2023 is not known; the first of the month is an "
        "assumption"
    ),
    _("The article was added in 2013; the day is not known"),
    _("The day in May 2023 is not known; the first of the month is an assumption"),
    _("The day of the change is not known and the turn of 2020 and 2021 is an assumption"),
    _("The plan names years and no days"),
    _("To be confirmed by the ministry; no act read so far names a number"),
    _("To be confirmed by the ministry; no act read so far names a period"),
    _("Translation prepared for this system; not an official English name"),
    _(
        "Twentieth of January of the year after; whether the Rules cover national action "
        "plans must be checked in the legal text"
    ),
    _("Whoever suspects tells the special police unit"),
    _("Working days"),
)


def said(words: str) -> str:
    """The source of a fact, or a remark about it, as the reader says it."""
    return gettext(words) if words in _KNOWN else words


_KNOWN = frozenset(SENTENCES)
