"""Sample content by which an uploaded template is tried out, and what it may not leave out."""

from types import MappingProxyType
from typing import Any

from dayaq.cooperation.states import Paper

TASK, TITLE, ANSWER, VERBATIM = (
    "Sample task 7391",
    "Sample point 7392",
    "Sample answer 7393",
    "Sample 7394",
)

_DECISION = {
    "number": "1",
    "text": ["Sample decision"],
    "tasks": [{"body": "Sample body", "text": TASK, "due": "1"}],
}
_PERSON = {"name": "Name", "position": "Position", "body": "Body"}

_SAMPLES: MappingProxyType[Paper, dict[str, Any]] = MappingProxyType(
    {
        Paper.MINUTES: {
            "body": "Sample body",
            "number": "1",
            "day": "1",
            "hour": "10:00",
            "place": "Sample place",
            "chair": "Chair",
            "secretary": "Secretary",
            "quorum": "Sample quorum",
            "present": [_PERSON],
            "absent": [_PERSON],
            "guests": ["Guest"],
            "items": [
                {
                    "number": "1",
                    "title": TITLE,
                    "speaker": "Body",
                    "heard": ["Sample words"],
                    "decisions": [_DECISION],
                }
            ],
            "others": [_DECISION],
        },
        Paper.ANSWERS: {
            "title": "Sample document",
            "symbol": "S/1",
            "issuer": "Sample issuer",
            "published": "1",
            "rows": [
                {
                    "paragraph": "1",
                    "text": VERBATIM,
                    "measures": "4.1.1",
                    "bodies": "Body",
                    "status": "Status",
                    "answers": [{"body": "Body", "as_of": "1", "text": [ANSWER]}],
                }
            ],
        },
    }
)

ESSENTIAL = MappingProxyType(
    {
        Paper.MINUTES: {TITLE: "one.title", TASK: "task.text"},
        Paper.ANSWERS: {VERBATIM: "one.text", ANSWER: "text"},
    }
)
"""Words of the sample that must come out, with the tag that brings them."""


def of(paper: Paper) -> dict[str, Any]:
    return _SAMPLES[paper]
