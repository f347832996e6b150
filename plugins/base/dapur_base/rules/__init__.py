"""Rules of base: pure functions, without a session and without a clock."""
