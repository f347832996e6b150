"""Language: words, numbers, dates and names, in the reader's language."""
