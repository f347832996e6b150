"""SQL of the schema training."""
