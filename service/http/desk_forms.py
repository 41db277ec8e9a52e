"""What the forms of the desk send. Blank = nothing new; what is typed is checked where it is used."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from service.helpline.records import Role

Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=100_000)]
YesNo = Literal["", "yes", "no"]


class LookIn(BaseModel):
    """What of the desk is looked at: a case, a tab, one of its answers, the script of a type of call.

    ``due`` is the hour of a call-back as its field holds it: the words at the end of the call name it.
    """

    case: Annotated[str, Field(max_length=40)] = ""
    tab: Literal["answer", "eligibility", "cards"] = "answer"
    turn: int | None = None
    type: Annotated[str, Field(max_length=40)] = ""
    done: Annotated[str, Field(max_length=20)] = ""
    due: Annotated[str, Field(max_length=40)] = ""


class CallerIn(BaseModel):
    """The form of the caller. Blank = nothing new; ``was`` is what the fields came with."""

    version: int
    number: Line = ""
    name: Line = ""
    language: Literal["", "en", "hi"] = ""
    state: Line = ""
    district: Line = ""
    role: Literal[
        "", Role.CLUSTER_MANAGER, Role.UNIT, Role.ASSOCIATION, Role.BANK, Role.OFFICIAL, Role.OTHER
    ] = ""
    recorded: YesNo = ""
    messages: YesNo = ""
    was: Annotated[str, Field(max_length=4000)] = ""

    def typed(self) -> dict[str, str]:
        """What was typed, to be shown again."""
        return {name: str(value) for name, value in self.model_dump(exclude={"version", "was"}).items()}


class CloseIn(BaseModel):
    """The form that closes a call: ``ask`` and ``level`` for an escalation, ``due`` and ``number`` for a call-back.

    ``due`` is Indian time as a browser's field sends it; ``minutes`` blank = counted from the opening.
    """

    version: int
    call_type: Line = ""
    outcome: Line = ""
    level: Line = "2"
    ask: Text = ""
    due: Line = ""
    number: Line = ""
    minutes: Line = ""
    note: Text = ""
    send: YesNo = ""

    def typed(self) -> dict[str, str]:
        """What was typed, to be shown again."""
        return {name: str(value) for name, value in self.model_dump(exclude={"version"}).items()}


class InterviewIn(BaseModel):
    """The form that begins an interview with the caller's words, or takes one up by its code."""

    text: Annotated[str, Field(max_length=20_000)] = ""
    code: Line = ""


class KeyIn(BaseModel):
    """The form of a question of the interview; a button's value stands behind what was typed."""

    code: Line
    fact: Line = ""
    typed: list[Line] = []
