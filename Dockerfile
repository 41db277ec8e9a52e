# Samuh in one image: CPU only, not root, the index of the shipped corpus already built.
#   docker compose up          serves on http://127.0.0.1:8000
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# PyTorch first and from its own index: the ordinary build brings gigabytes of CUDA.
RUN pip install --no-deps --extra-index-url https://download.pytorch.org/whl/cpu "torch==2.13.0+cpu"

COPY . .
RUN pip install --editable . \
    && useradd --create-home --uid 10001 samuh \
    && mkdir library \
    && chown samuh:samuh library

USER samuh
RUN samuh ingest

# Inside the container every address; what is published, and where, compose.yaml says.
ENV SAMUH_HOST=0.0.0.0 \
    HF_HUB_OFFLINE=1
EXPOSE 8000
VOLUME /app/library

# /healthz answers before the model is loaded; /readyz says when questions are answered.
HEALTHCHECK --interval=30s --timeout=5s --start-period=300s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

# The corpus is brought up to date when the image is newer than the library in the volume.
CMD ["samuh", "serve", "--ingest-corpus"]
