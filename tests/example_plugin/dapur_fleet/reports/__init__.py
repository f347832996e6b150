"""Figures about the fleet."""
