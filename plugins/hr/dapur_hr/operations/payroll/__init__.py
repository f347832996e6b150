"""What can be done with a month's pay, a verb a file."""
