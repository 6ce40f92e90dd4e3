"""Soạn văn bản: plans, submissions, reports of review written from templates with figures, issued as official papers."""
