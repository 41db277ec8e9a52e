"""Documents made from results: one plain report, written as Word or as PDF."""
