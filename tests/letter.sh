#!/bin/sh
# The letter: the file's ending chooses the format, the date is the chosen day and never the clock,
# the Word file opens in LibreOffice and holds what the page holds, in four pages at most.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
plan=$SRC/samples/hollow-plan.md
write() { "$PLANASSURE" check -q -p gpfv-2017 --fail-on never "$@" "$plan"; }
write -f letter="$tmp/a.docx" -f letter="$tmp/a.md" -f letter="$tmp/a.html" -f letter-docx="$tmp/b"
cmp -s "$tmp/a.docx" "$tmp/b"; ok $? 'a file .docx is for Word'
head -c 2 "$tmp/b" | grep -q PK; ok $? 'it is an archive'
grep -q '^# Review of NHS Pellworth CCG' "$tmp/a.md"; ok $? 'a file .md is Markdown'
grep -q '^<!DOCTYPE html>' "$tmp/a.html"; ok $? 'any other is a page'
write -f letter -o "$tmp/c.md"; cmp -s "$tmp/a.md" "$tmp/c.md"; ok $? '-o chooses likewise'
grep -q '31 March 2017' "$tmp/a.md"; ok $? 'SOURCE_DATE_EPOCH is the day'
write --as-of 2018-02-03 -f letter-markdown | grep -q '^3 February 2018'; ok $? '--as-of is the day'
(unset SOURCE_DATE_EPOCH; write -f letter-markdown) | grep -qF '\[Date\]'; ok $? 'the clock is not'
if [ "$PLANASSURE_SANITIZED" = no ] && command -v soffice >/dev/null; then
  timeout 120 soffice --headless -env:UserInstallation="file://$tmp/profile" --convert-to pdf \
    --outdir "$tmp" "$tmp/a.docx" >/dev/null 2>&1
  [ -s "$tmp/a.pdf" ]; ok $? 'LibreOffice opens it'
  if command -v pdftotext >/dev/null; then
    pdftotext "$tmp/a.pdf" - 2>/dev/null | tr -s ' \n' '  ' >"$tmp/words"
    grep -q 'Extended access' "$tmp/words" && grep -q 'Yours sincerely' "$tmp/words"; ok $? 'with its words'
    [ "$(pdfinfo "$tmp/a.pdf" | sed -n 's/^Pages: *//p')" -le 4 ]; ok $? 'in four pages at most'
  else skip 'its words' 'poppler-utils is not installed'; fi
else skip 'LibreOffice opens it' 'soffice is not installed (Debian: apt-get install libreoffice-writer)'; fi
echo "1..$n"
