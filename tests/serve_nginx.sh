#!/bin/sh
# The recipe for nginx in docs/serve.md: the server behind TLS, cookies for TLS alone.
set -u
skip() { echo "1..0 # SKIP $1"; exit 0; }
[ -x "$BUILD/planassure-serve" ] || skip 'planassure-serve is not built'
nginx=$(command -v nginx || echo /usr/sbin/nginx)
[ -x "$nginx" ] || skip 'nginx is not installed'
command -v openssl >/dev/null || skip 'openssl is not installed'
command -v curl >/dev/null || skip 'curl is not installed'
tmp=$(mktemp -d) || exit 99
serve= front=
trap 'kill $serve $front 2>/dev/null; wait 2>/dev/null; rm -rf "$tmp"' EXIT
n=0
is() { n=$((n + 1)); if [ "$2" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1: $2, not $3"; fi; }
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout "$tmp/plans.key" -out "$tmp/plans.pem" 2>/dev/null ||
  skip 'no certificate can be made'
echo 'a long pass phrase' | "$PLANASSURE" serve --data "$tmp/data" --add-user ada --role lead 2>/dev/null
"$PLANASSURE" serve --listen 127.0.0.1:0 --data "$tmp/data" --public --behind-tls --host localhost 2>"$tmp/said" &
serve=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  port=$(sed -n 's/.*127\.0\.0\.1:\([0-9]*\)\/.*/\1/p' "$tmp/said"); [ -n "$port" ] && break; sleep 0.5
done
front_port=$((20000 + $$ % 20000))
{
  echo "daemon off; pid $tmp/pid; error_log $tmp/error;"
  [ "$(id -u)" = 0 ] && echo 'user root;'
  echo "events {} http { access_log off;"
  for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $tmp/$kind;"; done
  sed -n '/^```nginx/,/^```$/p' "$SRC/docs/serve.md" | grep -v '^```' |
    sed "s|listen 443|listen 127.0.0.1:$front_port|; s|plans.example.nhs.uk|localhost|; s|/etc/ssl|$tmp|; s|127.0.0.1:8080|127.0.0.1:$port|"
  echo '}'
} >"$tmp/nginx.conf"
"$nginx" -c "$tmp/nginx.conf" 2>"$tmp/nginx.said" &
front=$!
url=https://localhost:$front_port
ask() { curl -sk --resolve "localhost:$front_port:127.0.0.1" -b "$tmp/jar" -c "$tmp/jar" "$@"; }
for _ in 1 2 3 4 5 6 7 8 9 10; do ask -o /dev/null "$url/health" && break; sleep 0.5; done
is 'it answers' "$(ask "$url/health")" ok
mark=$(ask "$url/login" | sed -n 's/.*name="mark" value="\([^"]*\)".*/\1/p')
ask -D "$tmp/head" -o /dev/null -d "mark=$mark" -d name=ada --data-urlencode 'password=a long pass phrase' "$url/login"
is 'log in' "$(head -n 1 "$tmp/head" | cut -d ' ' -f 2)" 303
is 'the cookie is for TLS alone' "$(grep -ic '^set-cookie: __Host-planassure=.*HttpOnly; SameSite=Strict; Secure' "$tmp/head")" 1
token=$(ask "$url/" | sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' | head -n 1)
code=$(ask -o /dev/null -w '%{http_code}' -H "Origin: $url" -F "csrf=$token" -F framework=gpfv-2017 -F "plan=@$SRC/samples/hollow-plan.md" "$url/plans")
is 'a plan is taken in through it' "$code" 303
is 'HSTS' "$(ask -D - -o /dev/null "$url/login" | grep -ic '^strict-transport-security:')" 1
is 'another name is refused' "$(curl -s -o /dev/null -w '%{http_code}' -H 'Host: evil.example' "http://127.0.0.1:$port/login")" 421
echo "1..$n"
