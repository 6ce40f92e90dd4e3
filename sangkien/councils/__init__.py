"""Councils: bodies with members, their sessions, blind score sheets, ballots and minutes.

What stands behind an agenda item is unknown here. An app above brings items and reads results:

1. `queries.receiving_sessions(actor, at_path=…, kind=…, on=…)`: sessions that still take items.
2. `actions.agenda.add_item(session, …, conflicts=(Conflict(…),), request_key=…)`: one item; the
   same `request_key` again gives the item that is there. `actions.agenda.remove_item` takes it
   back while the session is being prepared.
3. `@on(events.ResultsReleased)`: all results of a session are known at once.
4. `queries.results(item_ids)`: `ItemResult` by item, of released sessions only;
   `queries.standings(item_ids)`: where items are, at any time.
"""
