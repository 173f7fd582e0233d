"""Writes the OpenAPI document: `python -m services.gateway.openapi [file]`."""

import json
import sys
from pathlib import Path

from services.gateway.api import build_app

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


def render() -> str:
    """The document as it is committed."""
    app = build_app({}, public_url="http://127.0.0.1:8080", max_body_bytes=1_024, max_upload_bytes=1_024)
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(), encoding="utf-8")
