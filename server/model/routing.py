"""Deployments as a litellm Router: one group each, tried in turn, every try with its own time limit."""

from __future__ import annotations

from typing import Any

from knowledge.litellm_loader import load_litellm
from server.model.config import Deployment, ModelConfig


def group(number: int) -> str:
    """The Router's name of the n-th deployment; 0 is the model itself."""
    return f"deployment-{number}"


def open_router(config: ModelConfig) -> Any:  # litellm's Router; its type stays behind this door
    """Imports litellm, which takes seconds: call it from a thread."""
    litellm = load_litellm()
    deployments = config.deployments
    fallbacks = [group(number) for number in range(1, len(deployments))]
    return litellm.Router(
        model_list=[_entry(number, deployment) for number, deployment in enumerate(deployments)],
        fallbacks=[{group(0): fallbacks}] if fallbacks else [],
        max_fallbacks=max(len(fallbacks), 1),
        timeout=config.first_token_timeout_s,
        stream_timeout=config.first_token_timeout_s,
        num_retries=config.max_retries,
        retry_policy=_retries(litellm, config.max_retries),
        # One deployment a group: a pause for it would only turn the next failure into a stranger one.
        disable_cooldowns=True,
    )


def _entry(number: int, deployment: Deployment) -> dict[str, Any]:
    parameters: dict[str, Any] = {"model": deployment.model, "max_retries": 0}  # the Router retries, not the client
    if deployment.api_base:
        parameters["api_base"] = deployment.api_base
    if deployment.api_key:
        parameters["api_key"] = deployment.api_key
    return {"model_name": group(number), "litellm_params": parameters, "model_info": {"id": group(number)}}


def _retries(litellm: Any, retries: int) -> Any:
    """Only for what another try can mend."""
    return litellm.RetryPolicy(
        BadRequestErrorRetries=0,
        AuthenticationErrorRetries=0,
        ContentPolicyViolationErrorRetries=0,
        NotFoundErrorRetries=0,
        TimeoutErrorRetries=retries,
        RateLimitErrorRetries=retries,
        InternalServerErrorRetries=retries,
        ServiceUnavailableErrorRetries=retries,
        DefaultRetries=retries,
    )
