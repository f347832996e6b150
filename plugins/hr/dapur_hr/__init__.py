"""People, time off and pay."""
