"""Encoders: texts to vectors. The contract is in `encoder`, `open_encoder` picks a provider."""

from knowledge.encoders.assemble import default_cache_dir
from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.encoders.opening import EncoderConfig, open_encoder
from knowledge.encoders.reranker import Reranker

__all__ = ["Encoder", "EncoderConfig", "Reranker", "Vectors", "default_cache_dir", "open_encoder"]
