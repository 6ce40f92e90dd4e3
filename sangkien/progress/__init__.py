"""Progress ("tiến độ"): totals, pace, boards."""
