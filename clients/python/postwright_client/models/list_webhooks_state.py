from typing import Literal

ListWebhooksState = Literal["disabled", "enabled"]

LIST_WEBHOOKS_STATE_VALUES: set[ListWebhooksState] = {
    "disabled",
    "enabled",
}


def check_list_webhooks_state(value: str) -> ListWebhooksState:
    if value in LIST_WEBHOOKS_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_WEBHOOKS_STATE_VALUES!r}")
