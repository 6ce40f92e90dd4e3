"""Reporting calendar (chế độ báo cáo): what each unit owes by when, and how late it came."""
