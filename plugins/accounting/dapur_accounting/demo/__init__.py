"""Demo data: two years of a company that sells kitchen equipment, written through operations."""
