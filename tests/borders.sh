#!/bin/sh
# Each foreign library is spoken to in one place only; risky C functions are not used at all.
set -u
cd "$SRC/src" || exit 99
n=0
check() {  # name, pattern, files where it is allowed
  n=$((n + 1)); hits=$(grep -rnE --include='*.[ch]' --include='*.cc' "$2" . | grep -vE "^\./($3):" )
  if [ -z "$hits" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "$hits" | sed 's/^/# /'; fi
}
check 'pcre2 only in match/regex.c'        '<pcre2\.h>'           'match/regex\.c'
check 'libstemmer only in match/stem.c'    '<libstemmer'          'match/stem\.c'
check 'libarchive only in ingest/zip.c'    '<archive'             'ingest/zip\.c'
check 'md4c only in its reader'            '<md4c'                'ingest/reader_markdown\.c'
check 'poppler only in pdf/file.cc'        '<(poppler|PDFDoc|TextOutputDev|GfxState|GlobalParams)' 'pdf/file\.cc'
n=$((n + 1)); cc=$(find . -name '*.cc' ! -path './pdf/file.cc')
[ -z "$cc" ] && echo "ok $n - no other C++" || echo "not ok $n - no other C++: $cc"
check 'libseccomp only in base/confine_calls.c' '<seccomp'       'base/confine_calls\.c'
check 'libxml2 only in base/xml*.c'        '<libxml/'             'base/xml(_[a-z]+)?\.c'
check 'cJSON only in base/json.c'          '<cjson'               'base/json\.c'
check 'nettle only in base/hash.c'       '<nettle/'            'base/hash\.c'
check 'SQLite only in register/sqlite.c'      '<sqlite3'            'register/sqlite\.c'
check 'libsodium only in register/secret.c and server/key.c' '<sodium' '(register/secret|server/key)\.c'
check 'libmicrohttpd only in server/http.c'   '<microhttpd'         'server/http\.c'
check 'malloc only in base/mem.c'          '\b(malloc|calloc|realloc|strdup)\(' 'base/mem\.[ch]'
check 'no risky functions'                 '\b(strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|strtok_r|gets|atoi|atol|atof|localtime|gmtime|ctime|qsort|system|popen|tmpnam|mktemp)\(' 'none'
echo "1..$n"
