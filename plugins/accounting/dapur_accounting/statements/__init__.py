"""Bank statements: the formats that banks give out, and where their lines belong in what is known."""
