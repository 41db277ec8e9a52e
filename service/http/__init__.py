"""The web service: the only room that knows FastAPI. API and pages share one desk."""
