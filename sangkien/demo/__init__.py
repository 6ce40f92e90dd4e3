"""Sample data ("dữ liệu mẫu"): five real cases and a live programme, made through the real actions.

Programmes, targets, districts and figures of the cases are facts with their source in `data/`.
People, workplaces without a source, and every initiative are invented.
"""
