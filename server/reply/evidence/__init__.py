"""The parts of the instant draft: which sentence, row, attribute or script answers a question, and how surely."""
