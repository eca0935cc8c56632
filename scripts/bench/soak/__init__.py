"""The soak: hours of mixed traffic from the client to the mock with faults on, while the judge listens."""
