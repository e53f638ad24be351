"""One way to look at text, shared by indexing, retrieval and comparisons. What people see stays as written."""

from knowledge.text.normaliser import NORMALISER, comparable, normalise
from knowledge.text.numerals import digits
from knowledge.text.sentences import sentences

__all__ = ["NORMALISER", "comparable", "digits", "normalise", "sentences"]
