"""What first responders answer in these stories."""

from dayaq.directory.models import Region

ADULT = {"safety": "safe", "majority": "majority@1:adult", "agrees": True}
REFUSES = {**ADULT, "agrees": False, "refusal": "refusal-reason@1:fear_police"}
CHILD = {"safety": "danger", "majority": "majority@1:child"}
NOT_SURE = {"safety": "unknown", "majority": "majority@1:not_sure"}

SONG = "Kanarlı"
"""A name that nobody bears."""

THE_PERSON = {
    "sex": "sex@2022:2",
    "citizenships": ["country@alpha-2, 2024:UZ"],
    "language": "language@1:ru",
    "channel": "in_person",
    "family_name": SONG,
    "given_name": "Sirrnaz",
    "born": "1999-03",
    "phone": "+994500000000",
    "code_word": "çinar",
}
WHAT_HAPPENED = {
    "exploitation": ["exploitation-form@2.0:ForcedLabour"],
    "account": "Pasportu alınıb, fermada işlədilib.",
    "needs": ["need-kind@1:accommodation", "need-kind@1:legal"],
    "remark": "Yoldaşı haqqında danışmaq istəmir.",
}
THE_CHILD = {
    "sex": "sex@2022:1",
    "citizenships": ["country@alpha-2, 2024:AZ"],
    "language": "language@1:az",
    "guardian_status": "guardian-status@1:involved",
    "lives_with": "Əmisi ilə.",
    "interviews": 0,
    "best_interests": "Bu gecə təhlükəsiz yerdə qalmalıdır.",
}


def somewhere() -> dict[str, object]:
    """The one answer that is a row: where the person is now."""
    return {"region": Region.objects.get(code="AZ-BA")}
