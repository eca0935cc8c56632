"""Recorded traffic as VCR cassettes: their format, what is taken out of them, and how they are played."""
