import argparse
from pathlib import Path

from sandbox.server import make_server


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="Social networks and AI providers to try on."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument(
        "--data", type=Path, default=Path(".local/sandbox"), help="folder that keeps what was posted"
    )
    parser.add_argument(
        "--public-url", help="where people reach this server, when that differs from how services do"
    )
    arguments = parser.parse_args()
    make_server(arguments.host, arguments.port, arguments.data, arguments.public_url).run()


if __name__ == "__main__":
    main()
