"""Papers of administration."""
