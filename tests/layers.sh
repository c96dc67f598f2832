#!/bin/sh
# The floors of the building. A folder may include its own headers, headers of folders on a
# lower floor, and nothing above or beside it. The table is the architecture; change it knowingly.
set -u
cd "$SRC/src" || exit 99
find . -name '*.[ch]' -o -name '*.cc' | sort | xargs awk '
BEGIN {
  split("base:0 values:1 results:1 doc:2 rules:2 review:2 ingest:3 analyse:3 match:4 defects:4 assess:5 report:6 compare:7 run:8 batch:9 register:9 server:10 cli:11 pdf:11", t, " ")
  for (i in t) { split(t[i], p, ":"); floor[p[1]] = p[2] }
}
FNR == 1 {                                     # the public header lies outside the house: floor -1
  me = split(FILENAME, q, "/") > 2 ? q[2] : "public"; floor["public"] = -1
  if (!(me in floor)) bad(FILENAME ": folder " me " has no floor")
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
  split($0, q, "\""); if (split(q[2], d, "/") < 2) next
  if (d[1] == me) next
  if (!(d[1] in floor)) next
  if ((me == "cli" || me == "pdf") && d[1] != "base")
    bad(FILENAME ":" FNR ": programs include planassure.h and base/, not " q[2])
  else if (floor[d[1]] >= floor[me]) bad(FILENAME ":" FNR ": " me " (floor " floor[me] ") includes " q[2] " (floor " floor[d[1]] ")")
}
function bad(s) { print "# " s; n++ }
END { print (n ? "not ok" : "ok") " 1 - no include goes up or sideways"; print "1..1" }'
