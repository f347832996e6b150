"""The whole ledger as text that hledger and Beancount read, and back."""
