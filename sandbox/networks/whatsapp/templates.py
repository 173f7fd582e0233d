"""Message templates that were approved for every business here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.networks.whatsapp.dialect import refused


@dataclass(frozen=True)
class Template:
    """`body` has numbered places; `header` is the kind of media above it, `any` where that is not known."""

    language: str
    body: str
    header: str | None = None
    status: str = "APPROVED"

    @property
    def places(self) -> int:
        return self.body.count("{{")


TEMPLATES: Mapping[str, Template] = {
    "hello_world": Template("en_US", "Welcome and congratulations! This message shows that you can send."),
    "weekly_offer": Template("en", "Hello {{1}}, this week: {{2}}."),
    "new_picture": Template("en", "Look, {{1}}!", header="image"),
    "paused_offer": Template("en", "An offer that people did not like.", status="PAUSED"),
}


def known(own: Any) -> Mapping[str, Template]:
    """Everybody's, and the one that a business was opened with: `name`, `language`, as many places as `parameters`."""
    if not isinstance(own, dict) or not own.get("name") or own["name"] in TEMPLATES:
        return TEMPLATES
    name, places = str(own["name"]), range(1, len(own.get("parameters") or ()) + 1)
    body = " ".join([name, *(f"{{{{{place}}}}}" for place in places)])
    return {**TEMPLATES, name: Template(str(own.get("language")), body, header="any")}


def filled(given: Any, approved: Mapping[str, Template]) -> tuple[str, str | None]:
    """The text that the person reads, and the id of the picture above it."""
    if not isinstance(given, dict) or not given.get("name") or not (given.get("language") or {}).get("code"):
        raise refused(131008, "Required parameter is missing", "template needs name and language code")
    name, language = str(given["name"]), str(given["language"]["code"])
    template = approved.get(name)
    if template is None or template.language != language:
        details = f"template name ({name}) does not exist in {language}"
        raise refused(132001, "Template name does not exist in the translation", details, 404)
    if template.status == "PAUSED":
        raise refused(
            132015, "Template is paused", "Template is paused due to low quality so it can't be sent"
        )
    texts, media_id = _parameters(given.get("components") or [])
    if len(texts) != template.places:
        details = (
            f"body: number of localizable_params ({len(texts)}) does not match the expected number of params"
        )
        raise refused(132000, "Number of parameters does not match the expected number of params", details)
    if template.header != "any" and bool(template.header) != bool(media_id):
        raise refused(
            132012,
            "Parameter format does not match format in the created template",
            "header: Format mismatch",
        )
    body = template.body
    for number, text in enumerate(texts, start=1):
        body = body.replace(f"{{{{{number}}}}}", text)
    return body, media_id


def _parameters(components: list[dict[str, Any]]) -> tuple[list[str], str | None]:
    texts: list[str] = []
    media_id = None
    for component in components:
        for parameter in component.get("parameters") or []:
            if component.get("type") == "body" and parameter.get("type") == "text":
                texts.append(str(parameter.get("text", "")))
            elif component.get("type") == "header" and parameter.get("type") == "image":
                media_id = str((parameter.get("image") or {}).get("id", ""))
            else:
                raise refused(
                    131009, "Parameter value is not valid", "a component's parameter is not known here"
                )
    if any(not text or "\n" in text for text in texts):
        raise refused(
            132018,
            "There is an issue with the parameters in your template",
            "a text is empty or has new lines",
        )
    return texts, media_id
