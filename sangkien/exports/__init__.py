"""Lists as XLSX and CSV files, written in the background with progress."""
