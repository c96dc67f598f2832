"""The four scoring models of XCCDF 1.2 (NIST IR 7275 revision 4, section 7.3): a pack and a plan are
made with the same weights and outcomes as an XCCDF benchmark, and the scores compared: with figures
worked out by hand as the specification says, and with OpenSCAP where it is installed.

default: the mean of a group's children, weighted; the benchmark is the mean of its groups.
flat: the weights of what passed, of the weights of all. flat-unweighted: every weight is 1.
absolute: 1 when the flat score is the whole, else 0."""
import json
import os
import random
import subprocess
import sys
import xml.etree.ElementTree as tree

MODELS = ["default", "flat", "flat-unweighted", "absolute"]
# name, groups of (weight, [(weight of a rule, passes)]), score by model: (points, of) or a figure
WORKED = [
    ("two groups", [(1, [(1, True), (2, False), (3, True)]), (3, [(1, True), (1, False)])],
     {"default": (100 * 4 / 6 * 1 + 50 * 3) / 4, "flat": (5, 8), "flat-unweighted": (3, 5), "absolute": 0}),
    ("everything passes", [(2, [(1, True), (5, True)]), (1, [(3, True)])],
     {"default": 100, "flat": (9, 9), "flat-unweighted": (3, 3), "absolute": 1}),
    ("nothing passes", [(1, [(1, False)]), (1, [(4, False), (2, False)])],
     {"default": 0, "flat": (0, 7), "flat-unweighted": (0, 3), "absolute": 0}),
    ("a rule that weighs nothing fails", [(1, [(0, False), (2, True)]), (1, [(1, True)])],
     {"default": 100, "flat": (3, 3), "flat-unweighted": (2, 3), "absolute": 1}),
    ("fractions", [(0.5, [(0.5, True), (1.5, False)]), (1.5, [(2.5, True), (0.5, False)])],
     {"default": (25 * 0.5 + 100 * 2.5 / 3 * 1.5) / 2, "flat": (3, 5), "flat-unweighted": (2, 4), "absolute": 0}),
]


def some_benchmark(seed):
    r = random.Random(seed)
    return [(r.choice([0.5, 1, 2, 3]), [(r.choice([1, 1, 2, 3, 0.5, 10]), r.random() < 0.6)
                                        for _ in range(r.randint(1, 6))]) for _ in range(r.randint(1, 5))]


def word(g, r):
    return "zeta" + "abcdefghij"[g] + "abcdefghij"[r]


def ours(folder, groups, model):
    os.makedirs(folder, exist_ok=True)
    head = '<pack xmlns="urn:planassure:rules:1" id="x" version="1"><title>X</title>'
    head += '<scoring model="%s" partial="0"/>' % model
    plan = []
    for g, (weight, rules) in enumerate(groups):
        head += '<domain id="g%d" title="G" file="g%d.xml" weight="%g"/>' % (g, g, weight)
        body = '<domain xmlns="urn:planassure:rules:1" id="g%d">' % g
        for r, (w, passes) in enumerate(rules):
            body += ('<requirement id="g%d.r%d" level="must" weight="%g"><title>R</title>'
                     '<criterion id="a" title="A"><has>%s</has></criterion></requirement>' % (g, r, w, word(g, r)))
            if passes:
                plan.append("We will build %s." % word(g, r))
        with open("%s/g%d.xml" % (folder, g), "w") as f:
            f.write(body + "</domain>")
    with open(folder + "/pack.xml", "w") as f:
        f.write(head + "</pack>")
    with open(folder + "/plan.md", "w") as f:
        f.write("# A plan\n\n" + "\n\n".join(plan or ["Nothing is to be built."]) + "\n")
    out = subprocess.run([os.environ["PLANASSURE"], "check", "-p", folder, "-f", "json", "--fail-on", "never",
                          folder + "/plan.md"], capture_output=True, text=True)
    a = json.loads(out.stdout)["plans"][0]["assurance"]
    if model in ("flat", "flat-unweighted"):
        return (a["points"], a["of"])
    return a["score"] / 100 if model == "absolute" else a["score"]


def oscap(folder, groups):
    oval = "http://oval.mitre.org/XMLSchema/oval-"
    test = ('<variable_test xmlns="%sdefinitions-5#independent" id="oval:x:tst:%%d" version="1" check="all" comment="c">'
            '<object object_ref="oval:x:obj:1"/><state state_ref="oval:x:ste:%%d"/></variable_test>' % oval)
    defs = "".join('<definition class="compliance" id="oval:x:def:%d" version="1"><metadata><title>t</title><description>d</description>'
                   '</metadata><criteria><criterion test_ref="oval:x:tst:%d"/></criteria></definition>' % (i, i) for i in (1, 2))
    with open(folder + "/o.xml", "w") as f:
        f.write('<oval_definitions xmlns="%sdefinitions-5"><generator><schema_version xmlns="%scommon-5">5.10</schema_version>'
                '<timestamp xmlns="%scommon-5">2017-01-01T00:00:00</timestamp></generator><definitions>%s</definitions><tests>%s%s</tests>'
                '<objects><variable_object xmlns="%sdefinitions-5#independent" id="oval:x:obj:1" version="1"><var_ref>oval:x:var:1</var_ref>'
                '</variable_object></objects><states>' % (oval, oval, oval, defs, test % (1, 1), test % (2, 2), oval))
        for i, v in ((1, "yes"), (2, "no")):
            f.write('<variable_state xmlns="%sdefinitions-5#independent" id="oval:x:ste:%d" version="1"><value>%s</value></variable_state>' % (oval, i, v))
        f.write('</states><variables><constant_variable id="oval:x:var:1" version="1" datatype="string" comment="c"><value>yes</value>'
                '</constant_variable></variables></oval_definitions>')
    name = "xccdf_x_%s_%s"
    body = ""
    for g, (weight, rules) in enumerate(groups):
        body += '<Group id="%s" selected="true" weight="%g">' % (name % ("group", "g%d" % g), weight)
        for r, (w, passes) in enumerate(rules):
            body += ('<Rule id="%s" selected="true" weight="%g"><title>R</title><check system="%sdefinitions-5">'
                     '<check-content-ref href="o.xml" name="oval:x:def:%d"/></check></Rule>'
                     % (name % ("rule", "g%d_r%d" % (g, r)), w, "http://oval.mitre.org/XMLSchema/oval-", 1 if passes else 2))
        body += "</Group>"
    models = "".join('<model system="urn:xccdf:scoring:%s"/>' % m for m in MODELS)
    with open(folder + "/b.xml", "w") as f:  # a line each: OpenSCAP 1.3 passes over an element that follows at once
        f.write(('<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="%s"><status>draft</status><version>1</version>%s%s</Benchmark>'
                % (name % ("benchmark", "b"), models, body)).replace("><", ">\n<"))
    subprocess.run(["oscap", "xccdf", "eval", "--results", "r.xml", "b.xml"], cwd=folder, capture_output=True)
    found = {}
    for score in tree.parse(folder + "/r.xml").getroot().iter("{http://checklists.nist.gov/xccdf/1.2}score"):
        model = score.get("system").split(":")[-1]
        value = float(score.text)
        found[model] = (value, float(score.get("maximum"))) if model.startswith("flat") else value
    return found


def same(a, b):
    a, b = (a, b) if isinstance(a, tuple) else ((a,), (b,))
    return len(a) == len(b) and all(abs(x - y) < 0.051 for x, y in zip(a, b))  # scores have one decimal


def main():
    folder, has_oscap = sys.argv[1], sys.argv[2] == "yes"
    n = 0
    cases = WORKED + [("benchmark %d" % s, some_benchmark(s), None) for s in range(5)]
    for name, groups, worked in cases:
        got = {m: ours("%s/%d-%s" % (folder, n, m), groups, m) for m in MODELS}
        if worked:
            n += 1
            bad = [m for m in MODELS if not same(got[m], worked[m])]
            print("%sok %d - %s: as worked out" % ("not " if bad else "", n, name))
            for m in bad:
                print("# %s: %s, not %s" % (m, got[m], worked[m]))
        n += 1
        if not has_oscap:
            print("ok %d - %s: as OpenSCAP # SKIP oscap is not installed" % (n, name))
            continue
        theirs = oscap("%s/%d-flat" % (folder, n - 1 - (worked is not None)), groups)
        bad = [m for m in MODELS if m not in theirs or not same(got[m], theirs[m])]
        print("%sok %d - %s: as OpenSCAP" % ("not " if bad else "", n, name))
        for m in bad:
            print("# %s: %s, not %s" % (m, got[m], theirs.get(m)))
    print("1..%d" % n)


main()
