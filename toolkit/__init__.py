"""Bộ công cụ đánh giá phong trào thi đua (evaluation toolkit for emulation movements)."""
