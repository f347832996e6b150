"""SQL of the schema administration."""
