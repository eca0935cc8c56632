"""Passwords at rest. Only hashes are kept; no function here returns or logs a password."""

import hashlib
import hmac
import secrets

_BLOCK, _LANES = 8, 1
# 16 MiB and some 35 ms a hash: dear enough for a password that a person chose and that lies on a disk.
_COST = 2**14
# A hash that dies with the process guards nothing that the process itself does not hold: some 2 ms.
_COST_IN_MEMORY = 2**10


def hash_chosen(password: str, *, in_memory: bool) -> str:
    """Hash a password that somebody chose.

    Args:
        password: The password in clear.
        in_memory: Whether the hash ends with this process.

    Returns:
        The scrypt hash with its cost and salt, in ASCII.
    """
    salt = secrets.token_bytes(16)
    cost = _COST_IN_MEMORY if in_memory else _COST
    digest = _scrypt(password, salt, cost, _BLOCK, _LANES)
    return f"scrypt${cost}${_BLOCK}${_LANES}${salt.hex()}${digest.hex()}"


def hash_generated() -> str:
    """Generate a password of 128 random bits (S53) and hash it.

    Returns:
        Its SHA-256 hash in ASCII: so many random bits need no slow hash. Nobody learns the password itself.
    """
    return f"sha256${_sha256(secrets.token_hex(16))}"


def matches(password: str, stored: str) -> bool:
    """Tell whether a password is the one that was hashed.

    Args:
        password: The password in clear.
        stored: What `hash_chosen` or `hash_generated` gave.

    Returns:
        Whether they belong together; the comparison takes the same time either way.
    """
    kind, *parts = stored.split("$")
    if kind == "sha256":
        return hmac.compare_digest(_sha256(password), parts[0])
    cost, block, lanes, salt, digest = parts
    again = _scrypt(password, bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(again, bytes.fromhex(digest))


def _sha256(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=2**26)
