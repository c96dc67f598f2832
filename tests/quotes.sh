#!/bin/sh
# Every quote of the results, of evidence and of findings, stands where the results say: at that
# line and column of what "extract -f text" prints, and on that page by the form feeds before it.
set -u
command -v python3 >/dev/null || { echo "1..0 # SKIP python3 is not installed"; exit 0; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cat >"$tmp/places.py" <<'END'
import json, sys
plan = json.load(open(sys.argv[1]))["plans"][0]
text = open(sys.argv[2], encoding="utf-8", newline="").read()
starts, bad, n = [0], [], 0
for i, c in enumerate(text):
    if c == "\n":
        starts.append(i + 1)
def stands(place, column):
    at = starts[place["line"] - 1]
    quote, line_end = place["quote"], text.find("\n", at)
    blank = lambda s: "".join(" " if c in "\n\t\r\f" else c for c in s)
    if column:
        return blank(text[at + column - 1:at + column - 1 + len(quote)]) == quote
    return blank(text[at:]).find(quote) in range(line_end - at + 1)
for r in plan["requirements"]:
    for e in r["evidence"]:
        n += 1
        if not e["quote"].strip() == e["quote"] or not stands(e, e["column"]):
            bad.append((r["id"], e["line"], e["quote"][:60]))
        if (e["page"] is None) != (plan["pages"] is None):
            bad.append((r["id"], "page", e["page"]))
for f in plan["findings"]:
    for place in [f] + f["related"]:
        if place["line"] is not None:
            n += 1
            if not stands(place, None):
                bad.append((f["rule"], place["line"], place["quote"][:60]))
for b in bad[:10]:
    print("#", *b)
print("# %d places" % n)
sys.exit(1 if bad or n < int(sys.argv[3]) else 0)
END
n=0
quotes() {  # pack, plan, places at least
  n=$((n + 1)); name="${1##*/}, ${2##*/}"
  "$PLANASSURE" check -q -p "$1" -f json --fail-on never "$2" >"$tmp/json" 2>"$tmp/err"
  "$PLANASSURE" extract "$2" >"$tmp/text" 2>>"$tmp/err"
  if python3 "$tmp/places.py" "$tmp/json" "$tmp/text" "$3" >"$tmp/why" 2>&1
  then echo "ok $n - $name"; else echo "not ok $n - $name"; sed 's/^/# /' "$tmp/why" "$tmp/err"; fi
}
tiny=$SRC/tests/data/packs/tiny
printf 'Ashmere hall\n\nThe caf\303\251 and the doors of the village hall  will open to visitors\nuntil 21:30.\n\fMrs Dell is keyholder of the parish room.\nThe hall committee fixes the hire fee.\n' >"$tmp/pages.txt"
quotes "$tiny" "$tmp/pages.txt" 4
printf '# Opening\n\n- The doors of the *village hall* will open\n  to visitors until 21:30\n\n| who | what |\n|--|--|\n| Mrs Dell | keyholder of the parish room |\n' >"$tmp/plan.md"
quotes "$tiny" "$tmp/plan.md" 1
for pack in $("$PLANASSURE" packs -q 2>/dev/null | cut -f 1); do
  for plan in "$SRC"/samples/* "$SRC"/../shared/seeds/*.txt; do
    case $plan in *README*) continue;; esac
    [ -f "$plan" ] && quotes "$pack" "$plan" 0
  done
done
echo "1..$n"
