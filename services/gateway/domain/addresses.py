"""Which servers a client may name for us to call."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from shared.guard import is_public

_LOCAL_NAMES = ("localhost", "local", "internal", "lan", "home", "home.arpa", "corp", "intranet", "svc")
_LARGEST = 300
_LARGEST_RECEIVER = 2_000
_WEB_PORTS = frozenset({80, 443})
# Above 1023, where somebody else's protocol may take the beginning of a message for its own: what browsers refuse too
# (https://fetch.spec.whatwg.org/#port-blocking), and stores that take commands as text.
_OTHER_PROTOCOLS = frozenset(
    {
        1719,
        1720,
        1723,
        2049,
        3659,
        4045,
        4190,
        5060,
        5061,
        6000,
        6379,
        6566,
        6665,
        6666,
        6667,
        6668,
        6669,
        6679,
        6697,
    }
    | {10080, 11211}
)


class AddressRefusedError(ValueError):
    """We do not call this address; the message says why and what would do."""


def server_address(text: str, *, allow_private: bool) -> str:
    """A server's base address in one form: scheme, host, port and path, without a slash at its end.

    Looks at the text alone; whoever connects checks the address that the name resolves to.

    Args:
        text: What the client sent, such as https://mastodon.example.
        allow_private: Also plain http and addresses in private networks: for a local stack.

    Raises:
        AddressRefusedError: No server that we call.
    """
    parts = _read(text, _LARGEST)
    if parts.query:
        raise AddressRefusedError("holds more than scheme, host, port and path")
    host = _called(parts, allow_private=allow_private)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"


def receiver_address(text: str, *, allow_private: bool) -> str:
    """The address of a receiver of webhooks, as it was written: path and query are its own.

    Looks at the text alone, as `server_address`. Ports below 1024 are those of the web, and some above are refused, since
    another protocol might take a message for its own.

    Raises:
        AddressRefusedError: No receiver that we call.
    """
    parts = _read(text, _LARGEST_RECEIVER)
    _called(parts, allow_private=allow_private)
    if not text.isascii():
        raise AddressRefusedError("holds characters that must be percent-encoded, or punycode in a name")
    port = parts.port
    if port is not None and (port in _OTHER_PROTOCOLS or (port < 1024 and port not in _WEB_PORTS)):
        raise AddressRefusedError(f"names port {port}, which is not for receivers; use 443 or one above 1023")
    return text


def _read(text: str, longest: int) -> SplitResult:
    if len(text) > longest:
        raise AddressRefusedError(f"is longer than {longest} characters")
    if any(character.isspace() or ord(character) < 33 for character in text):
        raise AddressRefusedError("holds blanks or control characters")  # which urlsplit would take out
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise AddressRefusedError("is not an address such as https://social.example") from None
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressRefusedError("holds a user, a password or a fragment")
    return parts


def _called(parts: SplitResult, *, allow_private: bool) -> str:
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"https", "http"} or not host:
        raise AddressRefusedError("is not an address such as https://social.example")
    if not allow_private:
        if parts.scheme != "https":
            raise AddressRefusedError("must begin with https://")
        _refuse_private(host)
    return host


def _refuse_private(host: str) -> None:
    address = _literal_address(host)
    if address is not None:
        if not is_public(str(address)):
            raise AddressRefusedError("is an address in a private network")
    elif "." not in host or host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES)):
        raise AddressRefusedError("is a name in a private network")


def _literal_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        # 127.1, 2130706433 and 0x7f000001 are addresses to the system's resolver as well.
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None
