"""Personal data out of what a model sees, and back into what it writes."""

from __future__ import annotations

from server.reply.masking.detect import Kind, Personal, find_personal
from server.reply.masking.masked import Masked, Masker, mask_conversation, placeholders

__all__ = ["Kind", "Masked", "Masker", "Personal", "find_personal", "mask_conversation", "placeholders"]
