#!/bin/sh
# One plan in every form: what pandoc and LibreOffice make of the Markdown samples gives the same
# outcome for every requirement, and evidence with the same words; where a DOCX has page breaks, on
# the same pages as its PDF. The number of a list item is no word of it: Markdown tells it apart.
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
pages = len(sys.argv) > 3
def words(r):
    return sorted((re.sub(r"[^a-z0-9%]+", "", re.sub(r"^\d{1,2}[.)] ", "", e["quote"]).lower()), e["page"] if pages else 0) for e in r["evidence"])
a, b = read(sys.argv[1]), read(sys.argv[2])
bad = ["%s: %s, not %s" % (i, b[i]["outcome"], a[i]["outcome"]) for i in a if b[i]["outcome"] != a[i]["outcome"]]
bad += ["%s: other evidence\n#   %s\n#   %s" % (i, words(a[i]), words(b[i])) for i in a if words(a[i]) != words(b[i])]
for line in bad[:5]:
    print("#", line)
sys.exit(1 if bad or a.keys() != b.keys() or not a else 0)
END
cat >"$tmp/breaks.lua" <<'END'
function Header(h)
  if h.level == 2 then
    return {pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'), h}
  end
end
END
plans="$SRC/samples/strong-plan.md $SRC/samples/hollow-plan.md $SRC/samples/access-recovery.md"
pack_of() { case $1 in access-*) echo icb-access-2023 ;; *) echo gpfv-2017 ;; esac; }
check() { "$PLANASSURE" check -q -p "$(pack_of "${2##*/}")" -f json --fail-on never "$1" >"$2" 2>"$tmp/err"; }
n=0
for plan in $plans; do
  name=${plan##*/}; name=${name%.md}
  check "$plan" "$tmp/$name.json"
  for form in docx odt html; do pandoc "$plan" -s --metadata title="$name" -o "$tmp/$name.$form" 2>/dev/null; done
  pandoc "$plan" -t plain -o "$tmp/$name.txt"
  pandoc "$plan" -L "$tmp/breaks.lua" -o "$tmp/$name.docx"
done
# the PDFs in one run: LibreOffice starts slowly
pdf=" # SKIP LibreOffice is not installed, or PDF is not built in"
if command -v soffice >/dev/null && [ -x "$BUILD/planassure-pdf" ] &&
   soffice -env:UserInstallation="file://$tmp/profile" --headless --convert-to pdf --outdir "$tmp" "$tmp"/*.docx >/dev/null 2>&1
then pdf=; fi
for plan in $plans; do
  name=${plan##*/}; name=${name%.md}
  for form in docx odt html txt pdf; do
    n=$((n + 1)); skip=
    if [ $form = pdf ] && [ -n "$pdf" ]; then echo "ok $n - $name as pdf$pdf"; continue; fi
    check "$tmp/$name.$form" "$tmp/$name.$form.json"
    if python3 "$tmp/compare.py" "$tmp/$name.json" "$tmp/$name.$form.json" >"$tmp/why" 2>&1
    then echo "ok $n - $name as $form"; else echo "not ok $n - $name as $form"; cat "$tmp/why" "$tmp/err" | sed 's/^#* */# /'; fi
  done
done
for name in access-recovery hollow-plan; do # no section of theirs is longer than a page
  n=$((n + 1))
  if [ -n "$pdf" ]; then echo "ok $n - pages of $name$pdf"; continue; fi
  if python3 "$tmp/compare.py" "$tmp/$name.docx.json" "$tmp/$name.pdf.json" pages >"$tmp/why" 2>&1
  then echo "ok $n - pages of $name"; else echo "not ok $n - pages of $name"; sed 's/^#* */# /' "$tmp/why"; fi
done
echo "1..$n"
