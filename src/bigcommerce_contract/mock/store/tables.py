"""The tables. A store hash is part of every key, so that stores are kept apart in one database."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    literal_column,
)

metadata = MetaData()

stores = Table(
    "stores",
    metadata,
    Column("hash", String(255), primary_key=True),
    # Ids are never given twice, also after the customer with the highest one is deleted.
    Column("last_id", BigInteger, nullable=False),
)

customers = Table(
    "customers",
    metadata,
    Column("store", String(255), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("company", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("date_created", BigInteger, nullable=False),
    Column("date_modified", BigInteger, nullable=False),
    Column("store_credit", String(32), nullable=False),
    Column("registration_ip_address", Text, nullable=False),
    Column("customer_group_id", Integer, nullable=False),
    Column("notes", Text, nullable=False),
    Column("tax_exempt_category", Text, nullable=False),
    Column("reset_pass_on_login", Boolean, nullable=False),
    Column("password_hash", Text, nullable=False),
    # Case-folded by Python, because SQLite's lower() knows ASCII alone and the databases' collations differ.
    Column("company_folded", Text, nullable=False),
    Column("first_name_folded", Text, nullable=False),
    Column("last_name_folded", Text, nullable=False),
    Column("email_folded", Text, nullable=False),
    Column("phone_folded", Text, nullable=False),
    # JSON of all that is shown of the customer: a page takes a third of the time that it takes to make it of columns.
    Column("shown", LargeBinary, nullable=False),
    Index("customers_email", "store", "email_folded", unique=True),
)

blocks = Table(
    "blocks",
    metadata,
    Column("store", String(255), primary_key=True),
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
)
"""How many customers each block of `BLOCK_IDS` ids holds, so that a deep page is found without counting up to it."""

BLOCK_IDS = 1024

BLOCK = customers.c.id // literal_column(str(BLOCK_IDS), BigInteger)
"""The block of a customer, written as in the indexes, which hold no parameter."""

FOLDED = ("company", "first_name", "last_name", "email", "phone")
"""The properties that are also kept case-folded, in the column `NAME_folded`."""

_MADE = frozenset({"shown", *(f"{name}_folded" for name in FOLDED)})

KEPT = tuple(name for name in customers.columns.keys() if name not in {"store", "password_hash", *_MADE})  # noqa: SIM118
"""The columns that hold what is shown of a customer; all others but the store and the hash are made of them."""

INDEXED = (
    *("company_folded", "first_name_folded", "last_name_folded", "phone_folded"),
    *("customer_group_id", "date_created", "date_modified", "store_credit", "tax_exempt_category"),
)
"""The columns that are filtered by, besides the e-mail address and the id."""

for _name in INDEXED:
    Index(f"customers_{_name}", customers.c.store, customers.c[_name], customers.c.id)

for _name in ("date_created", "date_modified"):
    Index(f"customers_block_{_name}", customers.c.store, BLOCK, customers.c[_name], customers.c.id)

DEFAULTS: dict[str, object] = {
    "company": "",
    "phone": "",
    "store_credit": "0.0000",
    "registration_ip_address": "",
    "customer_group_id": 0,
    "notes": "",
    "tax_exempt_category": "",
    "reset_pass_on_login": False,
}
"""What a customer holds where a create request says nothing (spec/DECISIONS.md)."""
