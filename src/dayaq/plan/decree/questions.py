"""What the reader does not decide: questions for a person, remarks, and the refusal to read.

The sentences are message ids in English with named parameters, so that whoever shows them
can translate them: `gettext(question.message) % question.params`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation without translating it: the reader has no language."""
    return message


QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "lost-character": gettext_noop(
            "A character was lost in “%(text)s”: which one stood there?"
        ),
        "letter-spaced": gettext_noop(
            "“%(text)s” is spaced out letter by letter: which word is it?"
        ),
        "unknown-body": gettext_noop(
            "“%(text)s” is not a body or group of the directory: who is it?"
        ),
        "ambiguous-body": gettext_noop("“%(text)s” fits more than one body: which one is meant?"),
        "no-executor": gettext_noop(
            "No executor was found in this row: who carries the measure out?"
        ),
        "boundary": gettext_noop(
            "The title seems to end after “%(first)s” or after “%(second)s”: "
            "where do the executors begin?"
        ),
        "title-missing": gettext_noop("No title was found in this row: what is the measure?"),
        "title-ending": gettext_noop(
            "The title ends in “%(text)s”, which does not name an action: is it complete?"
        ),
        "title-beginning": gettext_noop(
            "The title begins with the small letter of “%(text)s”: is a line lost before it?"
        ),
        "name-missing": gettext_noop(
            "Nothing follows the comma after “%(text)s”: is a name lost there?"
        ),
        "word-like": gettext_noop(
            "“%(text)s” stands nowhere else and is almost “%(like)s”: is something wrong in it?"
        ),
        "period-missing": gettext_noop(
            "No period was found at the end of this row: when is the measure due?"
        ),
        "period-reversed": gettext_noop(
            "The period “%(text)s” ends before it begins: which years are meant?"
        ),
        "period-outside-plan": gettext_noop(
            "The period “%(text)s” lies outside the years of the plan: is it right?"
        ),
        "clause-duplicate": gettext_noop(
            "Clause %(subject)s stands in the table more than once: which row is right?"
        ),
        "clause-missing": gettext_noop(
            "Clause %(subject)s is missing between its neighbours: is a row lost?"
        ),
        "direction-missing": gettext_noop(
            "Direction %(subject)s has measures but no heading: what is it?"
        ),
        "direction-empty": gettext_noop(
            "Direction %(subject)s has a heading but no measures: are rows lost?"
        ),
        "stray-text": gettext_noop(
            "“%(text)s” stands outside every row and note: where does it belong?"
        ),
        "not-conserved": gettext_noop(
            "The letters of this row and of its cells differ "
            "(missing: “%(missing)s”; added: “%(added)s”): what was lost?"
        ),
        "table-not-conserved": gettext_noop(
            "The letters of the table and of its rows differ: what was lost?"
        ),
        "notes-missing": gettext_noop(
            "The text ends with the table, without notes: is the file complete?"
        ),
        "notes-unended": gettext_noop(
            "The last note ends without a full stop: is the file complete?"
        ),
        "note-unread": gettext_noop(
            "Note %(note)s does not recommend anything to a body: what does it ask for?"
        ),
        "note-reference": gettext_noop(
            "Note %(note)s names clause %(subject)s, which the table does not have: "
            "which one is meant?"
        ),
        "note-repeats": gettext_noop(
            "Note %(note)s names clause %(subject)s twice: is one of them another?"
        ),
        "note-ending": gettext_noop(
            "Note %(note)s writes “%(text)s”, whose ending does not fit the number: "
            "which clause is meant?"
        ),
        "note-without-clauses": gettext_noop(
            "Note %(note)s names no clause: which measures does it concern?"
        ),
        "act-number-missing": gettext_noop("The number of the act was not found: what is it?"),
        "act-date-missing": gettext_noop("The day of the act was not found: when was it signed?"),
        "act-kind-missing": gettext_noop("The kind of the act was not found: what is it?"),
        "act-signatory-missing": gettext_noop("No signature was found: who signed the act?"),
        "act-disagrees": gettext_noop(
            "The act says “%(first)s” in one place and “%(second)s” in another: which is right?"
        ),
        "plan-years-missing": gettext_noop(
            "The title of the plan does not name its years: which are they?"
        ),
        "correction-unplaced": gettext_noop(
            "A correction names clause %(subject)s, which the table does not "
            "have: which row was meant?"
        ),
    }
)

REMARKS: Mapping[str, str] = MappingProxyType(
    {
        "order": gettext_noop(
            "Clause %(subject)s stands before %(next)s in the text; the rows are shown in "
            "the order of their numbers."
        ),
        "involved-group": gettext_noop(
            "“%(text)s” is read as involved, not as an executor, because of its "
            "grammatical case: a legal reading for the coordinator to confirm."
        ),
        "word-once": gettext_noop(
            "“%(text)s” stands nowhere else and differs in its ending from “%(like)s”: "
            "compare its letters."
        ),
        "boundary-by-verb": gettext_noop(
            "This row has no blank line; its title was ended by its last word "
            "and by the first known executor."
        ),
        "repeated-header": gettext_noop(
            "The header of the table is repeated here and was skipped."
        ),
    }
)

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "unreadable": gettext_noop(
            "The file “%(path)s” cannot be read (%(reason)s): check its name and permissions."
        ),
        "empty": gettext_noop(
            "The file is empty: export the text of the decree again and give that file."
        ),
        "pdf": gettext_noop(
            "This is a PDF, not text: copy or recognise its text, save it as plain text "
            "(UTF-8) and give that file."
        ),
        "office": gettext_noop(
            "This is a document or archive, not text: open it, save it as plain text "
            "(UTF-8) and give that file."
        ),
        "image": gettext_noop(
            "This is an image, not text: recognise its text, save it as plain text (UTF-8) "
            "and give that file."
        ),
        "encoding": gettext_noop(
            "The file is not text in UTF-8 or UTF-16: save it as plain text (UTF-8) and "
            "give that file."
        ),
        "too-large": gettext_noop(
            "The file is larger than %(limit)s megabytes, which no decree is: give the "
            "text of the decree alone."
        ),
        "cut-letter": gettext_noop(
            "The file stops in the middle of a letter, so it is cut off: get the whole "
            "file and give that."
        ),
        "lost-letters": gettext_noop(
            "%(count)s letters of this text were lost when it was saved: export it "
            "again as plain text (UTF-8) and give that file."
        ),
        "no-table": gettext_noop(
            "No table of measures was found in this text: give the whole text of a "
            "decree that approves an action plan, with its table."
        ),
        "no-measures": gettext_noop(
            "The table has a header but no numbered measures, so the text is cut off "
            "or of another form: give the whole text of the decree."
        ),
        "cut-table": gettext_noop(
            "The text stops inside the table, at clause %(clause)s (line %(line)s), so "
            "it is cut off: get the whole text and give that."
        ),
        "cut-notes": gettext_noop(
            "The text stops inside the notes (line %(line)s), so it is cut off: get the "
            "whole text and give that."
        ),
    }
)


class NotADecree(Exception):
    """The bytes cannot be read as a decree with a plan. Says in one sentence what to do."""

    def __init__(self, code: str, **params: str) -> None:
        self.code = code
        self.message = REFUSALS[code]
        self.params = params
        super().__init__(self.message % params)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: what to show, and the directory's code when there is one."""

    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide. `id` stays the same while the text asked about does."""

    id: str
    code: str
    clause: str | None
    lines: tuple[int, ...]
    params: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()

    @property
    def message(self) -> str:
        return QUESTIONS[self.code]

    @property
    def text(self) -> str:
        return self.message % self.params


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth knowing that does not stand in the way."""

    code: str
    clause: str | None
    lines: tuple[int, ...]
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return REMARKS[self.code]

    @property
    def text(self) -> str:
        return self.message % self.params


class Doubts:
    """Collects questions and remarks while a text is read."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._source = lines
        self._questions: dict[str, Question] = {}
        self.remarks: list[Remark] = []

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self._questions.values())

    def ask(
        self,
        code: str,
        lines: tuple[int, ...],
        *,
        clause: str | None = None,
        candidates: tuple[Candidate, ...] = (),
        **params: str,
    ) -> None:
        identity = self._identity(code, clause, lines, params)
        question = Question(identity, code, clause, lines, params, candidates)
        self._questions.setdefault(identity, question)

    def remark(
        self,
        code: str,
        lines: tuple[int, ...],
        *,
        clause: str | None = None,
        **params: str,
    ) -> None:
        self.remarks.append(Remark(code, clause, lines, params))

    def absorb(self, other: "Doubts") -> None:
        """Add what was asked and remarked about a part."""
        for question in other.questions:
            self._questions.setdefault(question.id, question)
        self.remarks += other.remarks

    def _identity(
        self,
        code: str,
        clause: str | None,
        lines: tuple[int, ...],
        params: Mapping[str, str],
    ) -> str:
        """A digest of what is asked about, not of where: a text moved down asks the same."""
        asked_about = [self._source[number - 1].strip() for number in lines]
        parts = [code, clause or "", *asked_about, *map(str, params.values())]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
