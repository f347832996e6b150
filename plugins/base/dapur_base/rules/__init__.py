"""Rules of base: pure functions over plain data; they read no clock and no database."""
