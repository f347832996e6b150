"""Papers of accounting: what is printed and sent."""
