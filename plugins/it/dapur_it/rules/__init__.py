"""Pure rules of IT: no session, no clock."""
