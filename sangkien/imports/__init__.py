"""Nhập từ Excel: reading, preview, running in the background, undo. Knows no domain word."""
