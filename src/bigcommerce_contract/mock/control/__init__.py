"""The control of a running mock: what a test or a person may do to it that no client of the API could."""
