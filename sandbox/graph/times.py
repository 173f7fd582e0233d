from datetime import UTC, datetime


def graph_time(seconds: float) -> str:
    """As the Graph API writes instants: to the second, with an offset without a colon."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
