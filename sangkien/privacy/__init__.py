"""Personal data: consents, requests with their clocks, what the person may see, erasure."""
