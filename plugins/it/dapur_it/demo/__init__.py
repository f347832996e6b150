"""IT's part of the demo company, made only through operations."""
