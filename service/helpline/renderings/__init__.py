"""One answer, four renderings: screen, speech, SMS and WhatsApp."""
