"""Indonesia: dated statutory data with its sources, and the rules that read it. Departments reach it through services."""
