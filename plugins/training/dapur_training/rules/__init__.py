"""Rules of training as pure functions: no session, no clock."""
