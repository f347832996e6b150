"""What can be done with vehicles and trips, a verb a file."""
