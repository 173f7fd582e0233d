from typing import Literal

CampaignViewStatus = Literal["active", "completed", "draft"]

CAMPAIGN_VIEW_STATUS_VALUES: set[CampaignViewStatus] = {
    "active",
    "completed",
    "draft",
}


def check_campaign_view_status(value: str) -> CampaignViewStatus:
    if value in CAMPAIGN_VIEW_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGN_VIEW_STATUS_VALUES!r}")
