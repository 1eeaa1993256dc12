"""From notebook to HTML, Word, PDF, tables, open data and the front page."""
