"""Draws how many events of each type a week had, and how many people were hurt in it.

    python3 weeks.py [ADDRESS [PICTURE]]
"""

import sys

import matplotlib
import pandas as pd

matplotlib.use("Agg")

address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
picture = sys.argv[2] if len(sys.argv) > 2 else "weeks-pandas.png"

url = f"{address}/v1/events/aggregate?group=week,type&measure=count,estimate,sum(injured)&story=port&fill=true&format=csv"
rows = pd.read_csv(url, parse_dates=["week"])

events = rows.pivot(index="week", columns="type_label", values="estimate")
injured = rows.groupby("week")["sum_injured"].sum()

axes = events.rolling(4).mean().plot.area(figsize=(8, 3.6), linewidth=0, cmap="Set2", title="Events a week at an invented port, the mean of four weeks")
injured.rolling(4).mean().plot(ax=axes, color="black", label="injured")
axes.legend(loc="upper left", ncol=5)
axes.set_ylim(0, 9)
axes.set_xlabel(None)
axes.figure.savefig(picture, dpi=100, bbox_inches="tight")

print(f"{len(events)} weeks, {rows['count'].sum()} events, {injured.sum():.0f} injured")
