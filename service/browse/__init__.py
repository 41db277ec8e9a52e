"""The browse room: schemes, clusters, works and agencies as pages, from the corpus's records. It knows no web."""
