"""The pages beside the desk: traces, knowledge cards, gaps, score sheets, reports."""

from service.http.card_pages import card_pages
from service.http.case_pages import case_pages
from service.http.gap_pages import gap_pages
from service.http.quality_pages import quality_pages
from service.http.report_pages import report_pages

CASEWORK = (case_pages, card_pages, gap_pages, quality_pages, report_pages)
"""The groups of routes, in the order in which they are tried."""
