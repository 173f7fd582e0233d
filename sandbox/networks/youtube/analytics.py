"""YouTube Analytics, as far as the time goes that people watched.

https://developers.google.com/youtube/analytics/reference/reports/query
"""

import re
from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.audience import of_post
from sandbox.calls import Calls
from sandbox.networks.youtube.dialect import ANALYTICS, YouTube, only_query, problem

MOST_VIDEOS = 500
WATCHED_MINUTES_A_VIEW = 0.7
FILTER = re.compile(r"video==([\w,-]+)")


def add_calls(calls: Calls, network: YouTube) -> None:
    async def report(request: Request) -> Response:
        account = network.require(request, ANALYTICS)
        only_query(request, "ids", "startDate", "endDate", "metrics", "dimensions", "filters", "maxResults")
        query = request.query_params
        wanted = FILTER.fullmatch(query.get("filters", ""))
        try:
            is_span = date.fromisoformat(query["startDate"]) <= date.fromisoformat(query["endDate"])
        except (KeyError, ValueError):
            is_span = False
        asked = (query.get("ids"), query.get("metrics"), query.get("dimensions"))
        if asked != ("channel==MINE", "estimatedMinutesWatched", "video") or not wanted or not is_span:
            raise problem(400, "badRequest", "The query is not supported.", "global")
        ids = wanted[1].split(",")
        if len(ids) > MOST_VIDEOS:
            raise problem(400, "badRequest", "Too many videos are named in filters.", "global")
        known_until = network.state.now() - network.state.settings.youtube_analytics_lag_seconds
        posts = [network.state.posts.find(network.name, account.id, video_id) for video_id in ids]
        rows = [
            [post.remote_id, int(of_post(post, known_until)["views"] * WATCHED_MINUTES_A_VIEW)]
            for post in posts
            if post is not None and "title" in post.document and post.created_at <= known_until
        ]
        headers = [
            {"name": "video", "columnType": "DIMENSION", "dataType": "STRING"},
            {"name": "estimatedMinutesWatched", "columnType": "METRIC", "dataType": "INTEGER"},
        ]
        return JSONResponse({"kind": "youtubeAnalytics#resultTable", "columnHeaders": headers, "rows": rows})

    calls.add("GET", "/analytics/v2/reports", "analytics.query", report)
