"""The programs that are compared: one module a peer, which gives one `Peer`."""

from tests.check.bench.peers import ours, schemathesis_plain, schemathesis_tuned

PEERS = (ours.PEER, schemathesis_plain.PEER, schemathesis_tuned.PEER)
