"""The benchmarks: each measures this project and its peers in one run, and nothing depends on absolute time."""
