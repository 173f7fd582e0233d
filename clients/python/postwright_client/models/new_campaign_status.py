from typing import Literal

NewCampaignStatus = Literal["active", "completed", "draft"]

NEW_CAMPAIGN_STATUS_VALUES: set[NewCampaignStatus] = {
    "active",
    "completed",
    "draft",
}


def check_new_campaign_status(value: str) -> NewCampaignStatus:
    if value in NEW_CAMPAIGN_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_CAMPAIGN_STATUS_VALUES!r}")
