"""Rules as pure functions: no database, no clock."""
