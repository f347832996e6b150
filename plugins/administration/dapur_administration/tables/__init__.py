"""The tables of administration, as far as its queries read them."""
