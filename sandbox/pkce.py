import base64
import hashlib
import secrets
from urllib.parse import urlencode


def proves(verifier: str, challenge: str | None, method: str = "S256") -> bool:
    """Whether the verifier belongs to the challenge (RFC 7636); without a challenge nothing has to be proved."""
    if challenge is None:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    shown = verifier if method == "plain" else base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return secrets.compare_digest(shown.encode(), challenge.encode())


def with_query(uri: str, **parameters: str | None) -> str:
    """The address with these query parameters added; those that are None are left out."""
    query = urlencode({name: value for name, value in parameters.items() if value is not None})
    return f"{uri}{'&' if '?' in uri else '?'}{query}"
