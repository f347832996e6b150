"""The API: one schema per set of departments that are on, made from what they declare."""
