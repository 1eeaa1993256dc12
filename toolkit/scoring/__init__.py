"""Points, score, rank, band, and how firm a rank is."""
