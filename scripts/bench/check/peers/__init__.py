"""The programs that are compared: one module a peer, which gives one `Peer`."""

from bench.check.peers import dredd, ours, prism_proxy, schemathesis_plain, schemathesis_tuned

OURS = ours.PEER
PEERS = (OURS, schemathesis_plain.PEER, schemathesis_tuned.PEER, dredd.PEER, prism_proxy.PEER)
