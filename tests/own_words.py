#!/usr/bin/env python3
"""own_words.py ROOT SHARED: no run of seven words in packs, samples or test data stands in a real or labelled plan.

Rules say what a requirement means; a rule or an example that quotes a plan is a defect. Titles of national documents and names of
bodies, which everybody writes alike, are set aside. Prints each run found; TAP. The plans under eval/check are held back from those who
write rules: of them only the place in our own file is told, never a word."""
import os, re, sys

N = 7
root, shared = sys.argv[1:3]
TITLES = [
    "NHS Operational Planning and Contracting Guidance 2017-2019 Annex 6 General Practice Forward View (GPFV) planning requirements",
    "NHS England General Practice Forward View", "Securing Excellence in GP IT Services Operating Model",
    "Estates and Technology Transformation Fund", "General Practice Resilience Programme operational guidance",
    "Sustainability and Transformation Plan", "Local Medical Committee", "General Practice Forward View plan",
]


def words(text):
    return re.findall(r"[a-z0-9]+", re.sub(r"<[^>]*>", " ", text).lower())


def runs(w):
    return (tuple(w[i:i + N]) for i in range(len(w) - N + 1))


def files(folder, endings):
    for at, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.join(at, name)


plans = {}
for folder in ("seeds", "eval"):
    for path in files(os.path.join(shared, folder), (".txt", ".md", ".html")):
        for run in runs(words(open(path, encoding="utf-8", errors="replace").read())):
            plans.setdefault(run, path)
for title in TITLES:
    for run in runs(words(title)):
        plans.pop(run, None)
n = bad = 0
for folder in ("rules", "samples", "tests/data", "tests/unit", "tests/golden/cases"):
    n += 1
    found = []
    for path in files(os.path.join(root, folder), (".xml", ".json", ".md", ".txt", ".html", ".c", ".out")):
        seen = [run for run in runs(words(open(path, encoding="utf-8", errors="replace").read())) if run in plans]
        if seen:
            held_back = os.path.join("eval", "check") in plans[seen[0]]
            told = "a run of words" if held_back else f"\"{' '.join(seen[0])}\""
            where = "a held-back plan" if held_back else os.path.basename(plans[seen[0]])
            found.append(f"{os.path.relpath(path, root)}: {told} stands in {where}")
    print(f"{'not ok' if found else 'ok'} {n} - {folder} in its own words")
    for line in found:
        print("#", line)
print(f"1..{n}")
