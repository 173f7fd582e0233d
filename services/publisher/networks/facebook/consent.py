"""Log-in with Facebook, and the Pages that it gives access to.

https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
"""

from collections.abc import Mapping, Sequence
from typing import Any

from services.publisher.domain.access import App, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.consenting import code_of, refuse_without, scopes_of
from services.publisher.networks.graph import VERSION, Graph
from services.publisher.networks.graph_consent import facebook_page, granted_scopes, pages_of, person_token

NEEDED = ("pages_show_list", "pages_manage_posts", "pages_read_engagement")
_TASK = "CREATE_CONTENT"
FIELDS = "id,name,username,link"


def start(app: App, request: ConsentRequest) -> ConsentPage:
    """Where to send the person."""
    return facebook_page(request.hosts["www"], app, request, scopes_of("facebook"))


async def finish(
    call: Graph, app: App, request: ConsentRequest, answer: Mapping[str, str]
) -> Sequence[Choice]:
    """The Pages on which the person may publish."""
    api = f"{request.hosts['api']}/{VERSION}"
    token = await person_token(call, app, request, api, code_of(call.network, answer))
    granted = await granted_scopes(call, api, token)
    refuse_without(call.network, NEEDED, granted)
    pages = await pages_of(call, api, token, f"{FIELDS},access_token,tasks", granted)
    choices = [_choice(call, page) for page in pages if _may_publish(page)]
    if not choices:
        detail = "the consent gives access to no Page on which this person may create content"
        raise RefusedError(failure("reconnect", f"{call.network}.no_pages", detail))
    return choices


def _may_publish(page: Mapping[str, Any]) -> bool:
    tasks = page.get("tasks")
    return not isinstance(tasks, list) or _TASK in tasks


def _choice(call: Graph, page: Mapping[str, Any]) -> Choice:
    try:
        grant = Grant({"access_token": text_of(page["access_token"])})
        return Choice(call.network, "page", identity_of(page), grant)
    except (KeyError, TypeError):
        raise call.unreadable("a Page lacks id, name or access_token") from None


def identity_of(page: Mapping[str, Any]) -> Identity:
    """A Page; one without a user name goes by its id.

    Raises:
        KeyError: Something is missing.
        TypeError: Something is not what it must be.
    """
    remote_id, name = id_of(page["id"]), text_of(page["name"])
    url = text_of(page.get("link") or f"https://www.facebook.com/{remote_id}")
    return Identity(remote_id, text_of(page.get("username") or remote_id), name, url)
