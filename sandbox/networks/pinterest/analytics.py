from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience
from sandbox.calls import Calls
from sandbox.networks.pinterest.dialect import ANALYTICS, Pinterest, refusal
from sandbox.networks.pinterest.pins import PinCalls

MOST_DAYS = 90
OF_ANY = {
    "IMPRESSION": "views",
    "OUTBOUND_CLICK": "clicks",
    "PIN_CLICK": "engagements",
    "SAVE": "saves",
    "TOTAL_COMMENTS": "comments",
    "TOTAL_REACTIONS": "likes",
}
OF_IMAGES = {"USER_FOLLOW": "shares", "PROFILE_VISIT": "profile_clicks"}
OF_VIDEOS = {"VIDEO_MRC_VIEW": "reach", "VIDEO_START": "reach", "VIDEO_V50_WATCH_TIME": "reach"}
LIFETIME = {"TOTAL_COMMENTS", "TOTAL_REACTIONS"}


def add_calls(calls: Calls, network: Pinterest) -> None:
    analytics = AnalyticsCalls(network)
    calls.add("GET", "/v5/pins/{pin_id}/analytics", "pins.analytics", analytics.pin, ANALYTICS)


class AnalyticsCalls:
    def __init__(self, network: Pinterest) -> None:
        self._network = network
        self._pins = PinCalls(network)

    async def pin(self, request: Request) -> Response:
        self._network.allow(request, "start_date", "end_date", "metric_types", "app_types", "split_field")
        account = self._network.require(request, "boards:read", "pins:read")
        post = self._pins.own(account, request.path_params["pin_id"])
        self._check_dates(request)
        offered = OF_ANY | (OF_VIDEOS if post.document["source_type"] == "video_id" else OF_IMAGES)
        wanted = [name for name in request.query_params.get("metric_types", "").split(",") if name]
        if not wanted or not set(wanted) <= set(offered):
            raise _invalid()
        numbers = audience.of_post(post, self._network.state.now())
        told = {name: numbers[offered[name]] for name in wanted}
        answer = {
            "summary_metrics": {name: number for name, number in told.items() if name not in LIFETIME},
            "lifetime_metrics": {name: number for name, number in told.items() if name in LIFETIME},
            "daily_metrics": [],
        }
        return JSONResponse({"all": answer})

    def _check_dates(self, request: Request) -> None:
        today = self._network.state.now_datetime().date()
        try:
            start = date.fromisoformat(request.query_params.get("start_date", ""))
            end = date.fromisoformat(request.query_params.get("end_date", ""))
        except ValueError:
            raise _invalid() from None
        if start < today - timedelta(days=MOST_DAYS) or not start <= end <= start + timedelta(days=MOST_DAYS):
            raise _invalid()


def _invalid() -> Exception:
    return refusal(400, 1, "Invalid pins analytics parameters.")
