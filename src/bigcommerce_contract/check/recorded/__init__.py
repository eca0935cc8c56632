"""Recorded traffic as a source of exchanges: read, placed, searched for secrets, judged, summed up."""
