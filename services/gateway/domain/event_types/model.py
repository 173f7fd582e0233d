"""What is said of a type of live event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, PlainSerializer

from services.gateway.domain.policy import Permission
from services.gateway.domain.texts import seen_text

Instant = Annotated[AwareDatetime, PlainSerializer(lambda at: at.isoformat(), when_used="json")]


class EventFields(BaseModel):
    """The data of a live event: JSON, ids and instants as text, nothing beside what is declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of live event.

    Attributes:
        name: `noun.past`, such as `post.published`.
        summary: One sentence for the reader of docs.
        data: The model that its data fit.
        example: Data as they may come.
        subject_field: The member that says what it is about; receivers of webhooks get the events of one subject in
            their order.
        audience: Members with this permission are told unless they said otherwise; None: nobody is.
        person_fields: Members that name people who are told as well, whatever their role: a user's id, or several.
        role_fields: Members that name roles whose people are told as well.
        except_fields: Members that name people who are not told all the same.
        by_email: Whether they are told by e-mail too, unless they said otherwise.
        only_if: A member and its values with which people are told; None: always.
        title: What a notification says, in a line; `{member}` stands for a member of the data.
        body: What more it says.
    """

    name: str
    summary: str
    data: type[EventFields]
    example: Mapping[str, Any]
    subject_field: str | None = None
    audience: Permission | None = None
    person_fields: tuple[str, ...] = ()
    role_fields: tuple[str, ...] = ()
    except_fields: tuple[str, ...] = ()
    by_email: bool = False
    only_if: tuple[str, frozenset[str]] | None = None
    title: str = ""
    body: str = ""

    @property
    def notifies(self) -> bool:
        """Whether anybody can be notified of it: it has words for that."""
        return bool(self.title)

    def concerns_people(self, data: Mapping[str, Any]) -> bool:
        """Whether this event is one that people are notified of."""
        return self.notifies and (self.only_if is None or data.get(self.only_if[0]) in self.only_if[1])

    def subject_of(self, data: Mapping[str, Any]) -> str | None:
        """What an event is about, such as a post's id."""
        value = None if self.subject_field is None else data.get(self.subject_field)
        return None if value is None else str(value)

    def people_of(self, data: Mapping[str, Any]) -> list[str]:
        """Ids of the people that an event names as those to be told."""
        return _named(data, self.person_fields)

    def roles_of(self, data: Mapping[str, Any]) -> list[str]:
        """The roles that an event names as those whose people are to be told."""
        return _named(data, self.role_fields)

    def left_out_of(self, data: Mapping[str, Any]) -> list[str]:
        """Ids of the people that an event names as those not to be told."""
        return _named(data, self.except_fields)

    def words_of(self, data: Mapping[str, Any]) -> tuple[str, str]:
        """Title and body of a notification."""
        return _WORDS.vformat(self.title, (), data).strip(), _WORDS.vformat(self.body, (), data).strip()


def _named(data: Mapping[str, Any], fields: Sequence[str]) -> list[str]:
    named: list[str] = []
    for field in fields:
        value = data.get(field)
        named.extend(value if isinstance(value, list) else [] if value is None else [value])
    return named


class _Words(Formatter):
    """Members by name, and theirs with a full stop; what is not there is an empty word."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:  # noqa: ARG002  the base class's signature
        value: Any = kwargs
        for part in field_name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, list):
            value = ", ".join(str(one) for one in value)
        if isinstance(value, str):
            value = seen_text(value)
        return ("" if value is None else value), field_name


_WORDS = _Words()
