"""Certificates for clients that speak https alone: an authority made for one run, and what it vouches for."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

TRUST = (("SSL_CERT_FILE", "Python, Ruby, Go"), ("REQUESTS_CA_BUNDLE", "requests"), ("NODE_EXTRA_CA_CERTS", "Node"))
"""The variables of the environment that name an authority to trust, each with who reads it."""

_ALWAYS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Certificates:
    """Files that exist while the server runs.

    Attributes:
        authority: The certificate of the authority, for clients to trust.
        server: The server's key with its certificate.
    """

    authority: Path
    server: Path


@contextmanager
def self_signed(host: str) -> Generator[Certificates]:
    """Make an authority and a certificate for this machine; the authority's own key is written nowhere.

    Args:
        host: The address that the server listens on.

    Yields:
        Files in a folder that only this user can read, removed at the end.

    Raises:
        ValueError: If no certificate can name the host.
    """
    import trustme  # noqa: PLC0415 - comes with an extra of its own

    authority = trustme.CA(organization_name="bigcommerce-contract mock", organization_unit_name="for one run")
    issued = authority.issue_cert(*dict.fromkeys(filter(None, (host, *_ALWAYS))))
    with TemporaryDirectory(prefix="bigcommerce-contract-") as folder:
        made = Certificates(Path(folder, "ca.pem"), Path(folder, "server.pem"))
        authority.cert_pem.write_to_path(made.authority)
        issued.private_key_and_cert_chain_pem.write_to_path(made.server)
        yield made
