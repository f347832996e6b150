"""Pay of one person's month as pure functions: days, formulas, the slip, what differs from the month before."""
