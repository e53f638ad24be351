"""The model door: `open_model` gives a `server.reply.ports.Model` over any provider that litellm knows."""

from server.model.config import Deployment, ModelConfig
from server.model.litellm_model import LiteLLMModel, open_model
from server.model.preparing import prepare_model

__all__ = ["Deployment", "LiteLLMModel", "ModelConfig", "open_model", "prepare_model"]
