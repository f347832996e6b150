"""SQL of the schema fleet."""
