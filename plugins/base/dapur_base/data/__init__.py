"""What a company begins with."""
