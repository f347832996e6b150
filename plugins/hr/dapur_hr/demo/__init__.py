"""A lively company of about forty people, made only through operations."""
