"""The parts of `understand`: one concern per module, every word list in prompts/lexicon."""
