"""Figures of management: what measures give for a period, kept sheets, the monthly mail."""
