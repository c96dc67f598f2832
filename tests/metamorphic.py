#!/usr/bin/env python3
"""Metamorphic tests: what a change of a plan must do to its outcomes, whatever they are. TAP.

A Markdown plan is changed in ways whose effect is known and checked again:
  remove    the paragraphs and rows that hold the evidence of a met requirement go: it is no longer met
  negate    the sentences that hold it are negated: it is no longer met
  move      a top-level section goes to the end: no outcome changes
  shrink    a number falls below its bound (cases in metamorphic.json): no longer met
  stuff     a requirement's own words in the contents, glossary or references: no outcome changes
Exceptions are listed with their reason in metamorphic.json; a listed exception that holds is an error too.
usage: metamorphic.py PROGRAM PACK CASES.json PLAN.md..."""
import json, os, re, subprocess, sys, tempfile

RANK = {"not-met": 0, "partial": 1, "met": 2}
ROUNDS = 8  # other evidence of the same requirement is removed in turn
program, pack, cases_path, *plans = sys.argv[1:]
cases = json.load(open(cases_path))
exceptions = {tuple(e["case"].split(" ")): e["why"] for e in cases["exceptions"]}
results, used = [], set()
folder = tempfile.mkdtemp()
count = 0


def check(texts):
    """Outcomes and evidence lines of many texts in one run."""
    if not texts:
        return []
    paths = []
    for i, text in enumerate(texts):
        paths.append(os.path.join(folder, f"plan-{i:05d}.md"))
        open(paths[-1], "w", encoding="utf-8").write(text)
    out = subprocess.run([program, "check", "-p", pack, "-f", "json", "--fail-on", "never", *paths],
                         capture_output=True, text=True)
    by_path = {p["path"]: p for p in json.loads(out.stdout)["plans"]}
    return [{r["id"]: r for r in by_path[p]["requirements"]} for p in paths]


def case(kind, plan, requirement, good, note):
    key = (kind, plan, requirement)
    if key in exceptions:
        used.add(key)
        results.append((not good, f"{kind} {plan} {requirement}: exception ({exceptions[key]})", "it holds now: take it off the list"))
    else:
        results.append((good, f"{kind} {plan} {requirement}", note))


def evidence_lines(r):
    return {e["line"] for e in r["evidence"]}


def drop(text, lines):
    """Removes the whole paragraph of each line; of a table only the row."""
    src = text.split("\n")
    gone = set()
    for line in lines:
        i = line - 1
        gone.add(i)
        if not src[i].startswith(("|", "-", "*")):
            for step in (-1, 1):
                k = i + step
                while 0 <= k < len(src) and src[k].strip() and not src[k].startswith(("#", "|", "-", "*")):
                    gone.add(k)
                    k += step
    return "\n".join("" if i in gone else s for i, s in enumerate(src))


NOT = [(r"\bwill\b", "will not"), (r"\bshall\b", "shall not"), (r"\b(is|are|was|were|has|have)\b", r"\1 not"),
       (r"\b(follow|serve|expect|accept|forecast|held|asked|told|found|said|show|shows|met|took)\b", r"did not \1")]


def negate(text, lines):
    src = text.split("\n")
    for line in lines:
        s = src[line - 1]
        if s.startswith("|"):
            src[line - 1] = ""
            continue
        parts = re.split(r"(?<=[.;:!?])\s+", s)
        for i, sentence in enumerate(parts):
            changed, n = sentence, 0
            for pattern, to in NOT[:3]:
                changed, k = re.subn(pattern, to, changed)
                n += k
            if not n:
                changed, n = re.subn(*NOT[3], sentence)
            parts[i] = changed if n else "It is not the case that " + sentence
        src[line - 1] = " ".join(parts)
    return "\n".join(src)


def lower(kind, change, plan, text, base):
    """Applies `change` to the evidence of each met requirement, again while it is still met."""
    open_ones = {r: (text, evidence_lines(base[r])) for r in base if base[r]["outcome"] == "met"}
    total = set(open_ones)
    for _ in range(ROUNDS):
        if not open_ones:
            break
        ids = sorted(open_ones)
        texts = [change(*open_ones[r]) for r in ids]
        after = check(texts)
        still = {}
        for r, t, a in zip(ids, texts, after):
            if a[r]["outcome"] == "met" and evidence_lines(a[r]) and t != open_ones[r][0]:
                still[r] = (t, evidence_lines(a[r]))
            elif a[r]["outcome"] == "met":
                still[r] = (t, set())
        open_ones = {r: v for r, v in still.items() if v[1]}
        stuck = {r for r, v in still.items() if not v[1]}
        for r in stuck:
            case(kind, plan, r, False, "still met, with nothing left to change")
        total -= stuck
    for r in sorted(total):
        case(kind, plan, r, r not in open_ones, f"still met after {ROUNDS} rounds; evidence at lines {sorted(open_ones.get(r, ('', set()))[1])}")


def move(plan, text, base):
    parts = re.split(r"(?m)^(?=## )", text)
    for i in range(1, len(parts)):
        if re.match(r"## (Contents|Glossary)", parts[i]):
            continue  # where these stand is what they are known by
        moved = "".join(parts[:i] + parts[i + 1:]) + ("" if text.endswith("\n\n") else "\n") + parts[i]
        after = check([moved])[0]
        changed = [r for r in base if after[r]["outcome"] != base[r]["outcome"]]
        title = re.sub(r"\W+", "-", parts[i].split("\n", 1)[0]).strip("-").lower()
        case("move", plan, title, not changed, "changed: " + ", ".join(changed))


def shrink(plan, text, base):
    mine = [c for c in cases["shrink"] if c["plan"] == plan]
    texts = []
    for c in mine:
        changed = text
        for a, b in c["replace"]:
            if a not in changed:
                print(f"# {c['requirement']}: \"{a}\" is not in {plan}")
            changed = changed.replace(a, b)
        texts.append(changed)
    for c, a in zip(mine, check(texts)):
        r = c["requirement"]
        case("shrink", plan, r, RANK[a[r]["outcome"]] < RANK[base[r]["outcome"]], f"{base[r]['outcome']} -> {a[r]['outcome']}")


def stuff(plan, text, base):
    """The words of every requirement in a contents list, a glossary, a list of related documents."""
    shown = json.loads(subprocess.run([program, "check", "-p", pack, "-f", "json", "--fail-on", "never", "-"], input=text,
                                      capture_output=True, text=True).stdout)["plans"][0]["requirements"]
    titles = {r["id"]: [r["title"]] + [g.split(" (")[0] for g in r["gaps"]] for r in shown}
    head, rest = text.split("\n## ", 1)
    names, texts = [], []
    for r, words in sorted(titles.items()):
        contents = "\n## Contents\n\n" + "".join(f"{i + 1} {w[:1].upper() + w[1:]} {i + 3}\n\n" for i, w in enumerate(words))
        glossary = "\n## Glossary\n\n" + "".join(f"{''.join(x[0] for x in w.split() if x[0].isalpha()).upper()}: {w}\n\n" for w in words)
        related = "\n## Related documents\n\n" + "".join(f"- {w[:1].upper() + w[1:]}, 2016\n" for w in words)
        for name, changed in (("contents", head + contents + "\n## " + rest), ("glossary", text + glossary), ("references", text + related)):
            names.append((name, r))
            texts.append(changed)
    for (name, r), a in zip(names, check(texts)):
        changed = [x for x in base if a[x]["outcome"] != base[x]["outcome"]]
        case("stuff-" + name, plan, r, not changed, "changed: " + ", ".join(changed))


for path in plans:
    text = open(path, encoding="utf-8").read()
    plan = os.path.basename(path)
    base = check([text])[0]
    lower("remove", drop, plan, text, base)
    lower("negate", negate, plan, text, base)
    move(plan, text, base)
    shrink(plan, text, base)
    if plan in cases["stuff"]:
        stuff(plan, text, base)
for key in sorted(set(exceptions) - used):
    if any(key[1] == os.path.basename(p) for p in plans):
        results.append((False, "exception " + " ".join(key), "no such case was made"))
for n, (good, name, note) in enumerate(results, 1):
    print(f"{'ok' if good else 'not ok'} {n} - {name}")
    if not good:
        print(f"# {note}")
print(f"1..{len(results)}")
