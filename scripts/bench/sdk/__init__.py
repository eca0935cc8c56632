"""The benchmark of the SDK: our client and its peers, each in an environment of its own."""
