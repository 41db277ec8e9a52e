"""The form of the caller: only what the operator changed is kept, so that nobody undoes what another call brought."""

import json
from collections.abc import Mapping
from dataclasses import replace

from service.helpline.cases import Cases
from service.helpline.errors import StaleError
from service.helpline.records import Caller, Case, Consent, Details, Role
from service.http.desk_bench import Bench
from service.http.desk_forms import CallerIn
from service.http.desk_views import CallerView
from service.http.views import Option

FIELDS = {
    "name": "Name",
    "language": "Language",
    "state": "State",
    "district": "District",
    "role": "Role",
    "recorded": "Notes kept?",
    "messages": "Messages?",
}
_KNOWN: dict[str, bool | None] = {"": None, "yes": True, "no": False}


def keep_caller(bench: Bench, cases: Cases, case: Case, form: CallerIn) -> None:
    """Keep what the form tells, in a transaction that is open; a number names the caller of the case.

    Raises:
        StaleError: somebody else has changed the case, or a field that was changed here too; nothing may be kept.
        BadRequestError: the number is none.
    """
    if case.caller_id is None or form.number.strip():
        caller = cases.keep_caller(form.number, Details(), bench.now)
    else:
        caller = cases.callers.caller(case.caller_id)
    told = _told(caller, form)
    kept = cases.callers.change(caller.id, _details(told), bench.now)
    cases.name_caller(case.reference, kept.id, form.version, bench.who.name, bench.now)


def _told(caller: Caller, form: CallerIn) -> dict[str, str]:
    """The fields that the operator changed; without knowing what the form came with, all that are not blank.

    Raises:
        StaleError: somebody else has changed one of them to something else.
    """
    came_with, present = _came_with(form), fields_of(caller)
    typed = {name: str(getattr(form, name)).strip() for name in FIELDS}
    told = {
        n: value
        for n, value in typed.items()
        if value and (came_with is None or value != came_with.get(n, ""))
    }
    if came_with is None:
        return told
    both = [n for n in told if present[n] not in ("", came_with.get(n, ""), told[n])]
    if both:
        raise StaleError(
            "Not kept: another call has changed this caller meanwhile. "
            + " ".join(f'{FIELDS[n]} is now "{present[n]}"; here stands "{told[n]}".' for n in both)
            + " Ask the caller, then keep what is right."
        )
    return told


def _came_with(form: CallerIn) -> Mapping[str, str] | None:
    try:
        was = json.loads(form.was)
    except ValueError:
        return None
    return {str(n): str(value) for n, value in was.items()} if isinstance(was, dict) else None


def _details(told: Mapping[str, str]) -> Details:
    consent = Consent(_KNOWN[told.get("recorded", "")], _KNOWN[told.get("messages", "")])
    role = Role(told["role"]) if "role" in told else None
    return Details(
        told.get("name"), told.get("language"), told.get("state"), told.get("district"), role, consent
    )


def fields_of(caller: Caller | None) -> dict[str, str]:
    """What is kept about a caller, as the fields of the form hold it; "" = not known."""
    if caller is None:
        return dict.fromkeys(FIELDS, "")
    yes_no = {None: "", True: "yes", False: "no"}
    return {
        "name": caller.name or "",
        "language": caller.language or "",
        "state": caller.state or "",
        "district": caller.district or "",
        "role": caller.role.value if caller.role else "",
        "recorded": yes_no[caller.consent.recorded],
        "messages": yes_no[caller.consent.messages],
    }


def was(caller: Caller | None, language: str) -> str:
    """What the fields come with, for the form to send back; ``language`` is chosen where none is known."""
    shown = fields_of(caller)
    return json.dumps({**shown, "language": shown["language"] or language}, ensure_ascii=False)


def with_typed(view: CallerView, typed: Mapping[str, str]) -> CallerView:
    """The form with what was typed into it and could not be taken."""
    if not typed:
        return view
    return replace(
        view,
        typed_number=typed.get("number", ""),
        name=typed.get("name", ""),
        district=typed.get("district", ""),
        recorded=typed.get("recorded", ""),
        messages=typed.get("messages", ""),
        languages=_chosen(view.languages, typed.get("language", "")),
        roles=_chosen(view.roles, typed.get("role", "")),
        states=_chosen(view.states, typed.get("state", "")),
    )


def _chosen(options: tuple[Option, ...], value: str) -> tuple[Option, ...]:
    return tuple(replace(option, chosen=option.value == value) for option in options)
