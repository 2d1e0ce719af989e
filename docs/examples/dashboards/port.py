"""Writes some three hundred events of a port that does not exist, for charts that want more than the bundled story has.

    python3 port.py > port.json && dateline import port.json

The same events come out each time. Some are dated by their month alone, as news often is.
"""

import json
import random
from datetime import date, timedelta

random.seed(7)

ACTORS = {
    "dockers-union": ("Dockers’ Union", "organization"), "port-authority": ("Port Authority", "government"),
    "coast-guard": ("Coast Guard", "government"), "harbour-pilots": ("Harbour Pilots", "organization"),
    "ferry-line": ("Ferry Line", "organization"),
}
# What happens how often in a week, to whom, and whether people are hurt.
KINDS = {
    "accident": (1.6, ["coast-guard", "harbour-pilots", "ferry-line"], True),
    "strike": (0.9, ["dockers-union", "port-authority"], False),
    "closure": (1.1, ["port-authority", "harbour-pilots"], False),
    "inspection": (2.4, ["coast-guard", "port-authority"], False),
}


def events():
    """Yields events from January 2024 to December 2025, with more strikes in the spring of 2025 and more accidents in winter."""
    first, number = date(2024, 1, 1), 0
    for week in range(104):
        monday = first + timedelta(weeks=week)
        for kind, (often, who, hurts) in KINDS.items():
            if kind == "strike" and date(2025, 3, 1) <= monday < date(2025, 6, 1):
                often *= 4
            if kind == "accident" and monday.month in (11, 12, 1):
                often *= 2
            for _ in range(round(random.expovariate(1 / (often * 0.55)))):
                number += 1
                day = monday + timedelta(days=random.randrange(7))
                vague = random.random() < 0.15
                event = {
                    "id": f"port-{number:03}", "title": f"{kind.capitalize()} at berth {random.randint(1, 24)}", "type": kind,
                    "date": f"{day:%Y-%m}" if vague else f"{day}",
                    "actors": random.sample(who, k=random.randint(1, len(who))),
                }
                if hurts:
                    event["figures"] = [{"name": "injured", "value": random.choice([0, 0, 1, 1, 2, 3, 6])}]
                yield event


print(json.dumps({
    "dateline": 1,
    "story": {"id": "port", "title": "A port that does not exist"},
    "actors": [{"id": id, "name": name, "kind": kind} for id, (name, kind) in ACTORS.items()],
    "events": list(events()),
}, ensure_ascii=False, indent=1))
