"""What somebody is asked who asks for help themself: nothing that is not needed to reach them safely."""

from django import forms

from dayaq.cases.states import Channel
from dayaq.referrals.states import Safety

CHANNELS = (Channel.PHONE, Channel.MESSAGE, Channel.NONE)


class HelpForm(forms.Form):
    """Its words are those of the door, in the language of the person."""

    safety = forms.ChoiceField(choices=Safety)
    majority = forms.ChoiceField(choices=[(one, one) for one in ("adult", "child", "not_sure")])
    channel = forms.ChoiceField(choices=[(one.value, one) for one in CHANNELS])
    phone = forms.CharField(required=False, max_length=40)
    safe_times = forms.CharField(required=False, max_length=200)
    never = forms.CharField(required=False, max_length=500)

    def clean_phone(self) -> str:
        """No number where nobody is to call; none is kept that was typed and then taken back."""
        number: str = self.cleaned_data["phone"]
        channel = self.cleaned_data.get("channel")
        if channel == Channel.NONE:
            return ""
        if channel and not number:
            raise forms.ValidationError("phone", code="phone")
        return number
