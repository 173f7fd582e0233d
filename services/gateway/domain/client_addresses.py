"""Addresses that requests come from, as they are counted."""

import ipaddress

_IPV6_PREFIX = 64


def network_of(address: str) -> str:
    """Who is counted as one: an IPv4 address, or the /64 network that an IPv6 subscriber has for themselves.

    Args:
        address: As the server saw it; what is no address counts as itself.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed), _IPV6_PREFIX), strict=False))
    return str(parsed)
