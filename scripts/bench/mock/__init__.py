"""The benchmark of the mock server: what requests cost it and its peers, and how its cost grows."""
