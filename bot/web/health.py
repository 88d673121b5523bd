"""Routes for operators: alive, ready, metrics."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from bot.web.conversations import Use

router = APIRouter(tags=["operation"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process runs."""
    return {"status": "alive"}


@router.get("/readyz", responses={503: {"description": "Says what is missing."}})
async def ready(services: Use) -> Any:
    """Messages can be answered."""
    reasons = await services.reasons()
    if reasons:
        return JSONResponse({"status": "not ready", "reasons": reasons}, 503, {"retry-after": "2"})
    return {"status": "ready"}


@router.get("/metrics", response_class=Response)
async def metrics(services: Use) -> Response:
    """Figures for Prometheus."""
    return Response(services.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
