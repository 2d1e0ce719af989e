"""Draws how it is known when things happened: stated by the source, inferred from it, or not at all.

    python3 basis.py [ADDRESS [PICTURE]]
"""

import sys

import matplotlib
import pandas as pd

matplotlib.use("Agg")

address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
picture = sys.argv[2] if len(sys.argv) > 2 else "basis-pandas.png"

url = f"{address}/v1/events/aggregate?group=type,basis&story=us-ukraine-peace-talks&format=csv"
rows = pd.read_csv(url)

table = rows.pivot(index="type_label", columns="basis_label", values="count").fillna(0).astype(int)
table = table.loc[rows["type_label"].unique()]  # as they came: the most events first

axes = table[::-1].plot.barh(stacked=True, figsize=(8, 4.2), cmap="Set2", title="How it is known when things happened")
axes.set_ylabel(None)
axes.set_xlabel("events")
axes.legend(title=None)
axes.figure.savefig(picture, dpi=100, bbox_inches="tight")

print(table)
