# Agent Copilot: one image for the embedded default and for a scaled-out deployment.
#   docker build -t agent-copilot . && docker run -p 8080:8080 -v copilot-data:/data agent-copilot
FROM python:3.11-slim AS build
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --quiet --index-url "$TORCH_INDEX" torch==2.13.0
COPY requirements.lock ./
RUN /opt/venv/bin/pip install --quiet --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY copilot copilot
COPY retrieval retrieval
COPY prompts prompts
COPY evals evals
RUN /opt/venv/bin/pip install --quiet --no-deps --no-build-isolation .

FROM python:3.11-slim
# The openai client trusts the system's certificates.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home copilot && install -d -o copilot -g copilot /data /cache
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 HF_HUB_OFFLINE=1 \
    COPILOT_HOST=0.0.0.0 COPILOT_PORT=8080 COPILOT_DATA_DIR=/data COPILOT_CACHE_DIR=/cache
USER copilot
WORKDIR /home/copilot
# The model is turned into ONNX at build time, so that a container starts at once.
RUN copilot check --warm
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
    CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health/live', timeout=2)"
CMD ["copilot", "serve"]
