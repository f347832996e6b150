"""Vehicles and trips."""
