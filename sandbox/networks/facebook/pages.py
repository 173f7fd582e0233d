from typing import Any

from sandbox import audience
from sandbox.accounts import Account

SCOPES = (
    "pages_show_list pages_manage_posts pages_read_engagement pages_manage_engagement read_insights"
    " business_management publish_video"
)


def page_view(account: Account, public_url: str) -> dict[str, Any]:
    picture = f"{public_url}/_sandbox/avatars/facebook/{account.handle}.svg"
    return {
        "id": account.remote_id,
        "name": account.display_name,
        "username": account.handle,
        "link": f"{public_url}/facebook/web/{account.handle}",
        "category": "Bakery",
        "picture": {"data": {"url": picture, "is_silhouette": False}},
        "tasks": ["ANALYZE", "CREATE_CONTENT", "MANAGE", "MESSAGING", "MODERATE"],
        "followers_count": audience.of_account(account.network, account.handle)["followers"],
        "access_token": None,
        "instagram_business_account": None,
    }
