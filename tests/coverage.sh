#!/bin/sh
# After tests in a build for gcov: lines and branches of each file of src that were reached, those
# below 80 % marked, and the sums. Needs gcov alone.
set -u
find . -name '*.gcda' ! -path './tests/*' -print | while read -r data; do gcov -b -n "$data" 2>/dev/null; done | awk -v q="'" '
  /^File / { split($0, part, q); file = part[2]; i = index(file, "src/"); ok = i && file ~ /\.(c|cc)$/ && file !~ /\/tests\//; file = substr(file, i); next }
  ok && /^Lines executed:/ { split($0, a, /[:% ]+/); n = $NF; hit = a[3] / 100 * n; if (hit > lines_hit[file] || !(file in lines)) { lines[file] = n; lines_hit[file] = hit; take = 1 } else take = 0 }
  ok && take && /^Taken at least once:/ { split($0, a, /[:% ]+/); branches[file] = $NF; branches_hit[file] = a[5] / 100 * $NF; ok = 0 }
  END {
    for (f in lines) {
      if (!lines[f]) continue
      l += lines[f]; lh += lines_hit[f]; b += branches[f]; bh += branches_hit[f]
      printf "%-36s lines %5.1f %% of %4d  branches %5.1f %% of %4d%s\n", f, 100 * lines_hit[f] / lines[f], lines[f],
        branches[f] ? 100 * branches_hit[f] / branches[f] : 100, branches[f], lines_hit[f] < 0.8 * lines[f] ? "  *" : "" | "sort"
    }
    close("sort")
    printf "all: lines %.1f %% of %d, branches %.1f %% of %d\n", 100 * lh / l, l, 100 * bh / b, b
  }'
