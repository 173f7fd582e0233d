"""Write every document that comes from the code."""

import sys

from docs.generated import documents, incompatible
from docs.problems import unexplained


def main() -> int:
    """Write what differs; refuse where an event would change so that an old consumer could not read it."""
    refused = list(incompatible())
    for problem in refused:
        print(f"refused: {problem}", file=sys.stderr)
    if refused:
        print("Publish a new version of the event beside the old one instead.", file=sys.stderr)
        return 1
    if missing := unexplained():
        for code, place in missing.items():
            print(
                f"refused: explain {code} ({place}) in services/gateway/api/problem_codes.yaml",
                file=sys.stderr,
            )
        return 1
    for path, text in documents():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
