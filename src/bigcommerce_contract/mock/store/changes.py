"""The statements that write, and those that look for one row; built once."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Text, Update, bindparam, delete, func, insert, select, text, update

from bigcommerce_contract.mock.store.queries import ROW
from bigcommerce_contract.mock.store.tables import BLOCK, KEPT, blocks, customers, stores

_STORE = bindparam("store", type_=Text)
_ID = bindparam("id", type_=BigInteger)
_ONE = (customers.c.store == _STORE, customers.c.id == _ID)

FIND_STORE = select(stores.c.last_id).where(stores.c.hash == _STORE)
# PostgreSQL's writers wait for each other store by store; those of SQLite already wait.
LOCK_STORE = FIND_STORE.with_for_update()
# Where others add it at the same moment, one of them does. SQLAlchemy has these words for one database at a time, and
# to load those of PostgreSQL takes a tenth of the start.
ADD_STORE = text("INSERT INTO stores (hash, last_id) VALUES (:hash, :last_id) ON CONFLICT DO NOTHING")
TAKE_IDS = (
    update(stores)
    .where(stores.c.hash == _STORE)
    .values(last_id=stores.c.last_id + bindparam("many", type_=BigInteger))
    .returning(stores.c.last_id)
)

FIND = select(*ROW).where(*_ONE)
FIND_KEPT = select(*(customers.c[name] for name in KEPT)).where(*_ONE)
FIND_HASH = select(customers.c.password_hash).where(*_ONE)
INSERT = insert(customers)
DELETE = delete(customers).where(*_ONE)
DELETE_ALL = delete(customers).where(customers.c.store == _STORE)

GROW = (
    update(blocks)
    .where(blocks.c.store == _STORE, blocks.c.block == bindparam("block", type_=BigInteger))
    .values(size=blocks.c.size + bindparam("more", type_=BigInteger))
)
ADD_BLOCK = insert(blocks)
DELETE_BLOCKS = delete(blocks).where(blocks.c.store == _STORE)
COUNT_BLOCKS = insert(blocks).from_select(
    ["store", "block", "size"],
    select(customers.c.store, BLOCK, func.count())
    .where(customers.c.store == _STORE)
    .group_by(customers.c.store, BLOCK),
)


@cache
def update_of(names: tuple[str, ...]) -> Update:
    """Give the statement that changes these columns of one customer, found by `the_store` and `the_id`."""
    values: dict[str, Any] = {name: bindparam(name, type_=customers.c[name].type) for name in names}
    found = (customers.c.store == bindparam("the_store"), customers.c.id == bindparam("the_id", type_=BigInteger))
    return update(customers).where(*found).values(values)
