"""The conflict radar: passages of a shop that say different things of the same matter."""
