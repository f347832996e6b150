"""Papers of the fleet."""
