"""For plugin authors: a pytest plugin with a real database, a company, an actor, and inherited checks.

# conftest.py
pytest_plugins = ["dapur.testing.fixtures"]
"""
