"""What may go out as SMS in India: the text of a registered template, word for word, with its number."""

from collections.abc import Iterable
from dataclasses import replace

from ingest.errors import BadRequestError
from service.helpline.channels.records import Outbound
from service.helpline.renderings.templates import Template, TemplateError


def registered(message: Outbound, templates: Iterable[Template], strict: bool) -> Outbound:
    """The message as it may be sent: its text made anew from the registered template, which its number names.

    Args:
        message: Its ``template`` is the name of a template in our list, ``variables`` what fills it.
        templates: The operator's list.
        strict: Whether only registered texts may go: in India, and wherever a provider asks for their numbers.

    Raises:
        BadRequestError: strict, and there is no such template, it has no number yet, or a variable does not fit.
    """
    found = next((template for template in templates if template.id == message.template), None)
    if found is None:
        return _unregistered(message, strict)
    if strict and not found.dlt_id:
        raise BadRequestError(
            f"SMS template {found.id} has no DLT number yet. Register it and write its number into your list "
            "(SAMUH_SMS_TEMPLATES)."
        )
    try:
        text = found.fill(message.variables)
    except TemplateError as error:
        raise BadRequestError(f"SMS template {found.id}: its variables do not fit.") from error
    return replace(message, text=text, template=found.dlt_id)


def _unregistered(message: Outbound, strict: bool) -> Outbound:
    if strict:
        named = message.template or "none"
        raise BadRequestError(
            f"The text belongs to no registered SMS template ({named}), and may not be sent."
        )
    return replace(message, template=None)
