"""Reports (báo cáo): snapshots of the figures and what is printed from them."""
