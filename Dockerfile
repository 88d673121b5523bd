FROM node:22-slim AS widget
WORKDIR /app/widget
COPY widget/package.json widget/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY knowledge/languages.yml ../knowledge/languages.yml
COPY knowledge/wording ../knowledge/wording
COPY widget .
RUN npm run build

# Ubuntu 22.04 has Python 3.10 with security fixes until 2027 (Rasa 3.6 needs 3.10).
FROM ubuntu:22.04 AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3.10 python3.10-venv python3-pip gcc python3.10-dev libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && pip3 install --no-cache-dir uv
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE .python-version ./
RUN uv sync --frozen --no-dev --no-install-project --no-cache
COPY config.yml domain.yml endpoints.yml credentials.yml ./
COPY data data
COPY knowledge knowledge
COPY actions actions
COPY bot bot
RUN uv sync --frozen --no-dev --no-cache && .venv/bin/lotse train

FROM ubuntu:22.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3.10 libgomp1 curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 lotse
COPY --from=build --chown=lotse:lotse /app /app
COPY --from=widget --chown=lotse:lotse /app/widget/dist /app/widget/dist
WORKDIR /app
USER lotse
ENV LOTSE_HOST=0.0.0.0 RASA_TELEMETRY_ENABLED=false
EXPOSE 8000
HEALTHCHECK --interval=30s --start-period=60s CMD curl -fsS http://127.0.0.1:8000/readyz || exit 1
CMD [".venv/bin/lotse", "serve"]
