"""The tables of logistics."""

# It numbered documents first; 0005 levels that.
EARLIER_FORMS = {"0002_stock.sql": ("6b36a65f2e45464416054aedf01e3283a66f6c66eaeb5bb317ced426ec3c7909",)}
