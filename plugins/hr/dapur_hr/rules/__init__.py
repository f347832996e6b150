"""Rules as pure functions: no session, no clock."""
