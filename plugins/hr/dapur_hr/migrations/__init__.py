"""SQL of the schema hr."""
