"""Which servers a client may name for us to call."""

import ipaddress
import socket
from urllib.parse import urlsplit

_LOCAL_NAMES = ("localhost", "local", "internal", "lan", "home", "home.arpa", "corp", "intranet", "svc")
_LARGEST = 300


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
    if len(text) > _LARGEST:
        raise AddressRefusedError(f"is longer than {_LARGEST} characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise AddressRefusedError("is not an address such as https://social.example") from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"https", "http"} or not host or any(c.isspace() or ord(c) < 33 for c in text):
        raise AddressRefusedError("is not an address such as https://social.example")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise AddressRefusedError("holds more than scheme, host, port and path")
    if not allow_private:
        if parts.scheme != "https":
            raise AddressRefusedError("must begin with https://")
        _refuse_private(host)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def _refuse_private(host: str) -> None:
    address = _literal_address(host)
    if address is not None:
        mapped = getattr(address, "ipv4_mapped", None) or address
        if not mapped.is_global or mapped.is_multicast:
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
