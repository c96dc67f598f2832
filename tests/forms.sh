#!/bin/sh
# One plan in every form: what pandoc and LibreOffice make of the Markdown samples gives the same
# outcome for every requirement, and evidence with the same words.
set -u
command -v pandoc >/dev/null && command -v python3 >/dev/null || { echo "1..0 # SKIP pandoc or python3 is not installed"; exit 0; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cat >"$tmp/compare.py" <<'END'
import json, re, sys
def read(path):
    plan = json.load(open(path))["plans"][0]
    if plan["status"] != "checked":
        sys.exit("# %s" % plan["error"])
    return {r["id"]: r for r in plan["requirements"]}
def words(r):
    return sorted(re.sub(r"[^a-z0-9%]+", "", e["quote"].lower()) for e in r["evidence"])
a, b = read(sys.argv[1]), read(sys.argv[2])
bad = ["%s: %s, not %s" % (i, b[i]["outcome"], a[i]["outcome"]) for i in a if b[i]["outcome"] != a[i]["outcome"]]
bad += ["%s: other evidence\n#   %s\n#   %s" % (i, words(a[i]), words(b[i])) for i in a if words(a[i]) != words(b[i])]
for line in bad[:5]:
    print("#", line)
sys.exit(1 if bad or a.keys() != b.keys() or not a else 0)
END
check() { "$PLANASSURE" check -q -p gpfv-2017 -f json --fail-on never "$1" >"$2" 2>"$tmp/err"; }
n=0
for plan in "$SRC"/samples/*-plan.md; do
  name=${plan##*/}; name=${name%.md}
  check "$plan" "$tmp/$name.json"
  for form in docx odt html; do pandoc "$plan" -s --metadata title="$name" -o "$tmp/$name.$form" 2>/dev/null; done
  pandoc "$plan" -t plain -o "$tmp/$name.txt"
  pandoc "$plan" -o "$tmp/$name.docx"
done
# the PDFs in one run: LibreOffice starts slowly
pdf=" # SKIP LibreOffice is not installed, or PDF is not built in"
if command -v soffice >/dev/null && [ -x "$BUILD/planassure-pdf" ] &&
   soffice -env:UserInstallation="file://$tmp/profile" --headless --convert-to pdf --outdir "$tmp" "$tmp"/*.docx >/dev/null 2>&1
then pdf=; fi
for plan in "$SRC"/samples/*-plan.md; do
  name=${plan##*/}; name=${name%.md}
  for form in docx odt html txt pdf; do
    n=$((n + 1)); skip=
    if [ $form = pdf ] && [ -n "$pdf" ]; then echo "ok $n - $name as pdf$pdf"; continue; fi
    check "$tmp/$name.$form" "$tmp/$name.$form.json"
    if python3 "$tmp/compare.py" "$tmp/$name.json" "$tmp/$name.$form.json" >"$tmp/why" 2>&1
    then echo "ok $n - $name as $form"; else echo "not ok $n - $name as $form"; cat "$tmp/why" "$tmp/err" | sed 's/^#* */# /'; fi
  done
done
echo "1..$n"
