from typing import Literal

CampaignChangesStatusType0 = Literal["active", "completed", "draft"]

CAMPAIGN_CHANGES_STATUS_TYPE_0_VALUES: set[CampaignChangesStatusType0] = {
    "active",
    "completed",
    "draft",
}


def check_campaign_changes_status_type_0(value: str) -> CampaignChangesStatusType0:
    if value in CAMPAIGN_CHANGES_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGN_CHANGES_STATUS_TYPE_0_VALUES!r}")
