#!/bin/sh
# What docs/ci.md, the hooks, the action, the GitLab template and the Containerfile say is so: YAML and
# JSON parse, the options exist, the snippets run, the image has the libraries that the programs need.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" | head -12; fi; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
: >"$tmp/why"
# Every long option after "planassure COMMAND", wherever it stands.
"$PLANASSURE" check --help | sed -n 's/^  .*--\([a-z-]*\).*/\1/p' >"$tmp/known"
for file in docs/ci.md action.yml scripts/action ci/planassure.gitlab-ci.yml Containerfile .pre-commit-hooks.yaml; do
  sed -n '/planassure check\|set -- "\$@" --\|args:/p' "$SRC/$file" | grep -v 'podman build' | sed 's/.*planassure check//' |
    grep -o -- '--[a-z][a-z-]*' | sed 's/^--//' | sort -u >"$tmp/used"
  bad=; while read -r option; do grep -qx "$option" "$tmp/known" || bad="$bad --$option"; done <"$tmp/used"
  echo "$bad" >"$tmp/why"; [ -z "$bad" ]; ok $? "$file: options that there are"
done
[ "$(sed -n '/planassure check/p' "$SRC/docs/ci.md" | wc -l)" -ge 5 ]; ok $? 'docs/ci.md shows commands'
if python3 -c 'import yaml' 2>/dev/null; then
  cat >"$tmp/read.py" <<'END'
import json, re, sys, yaml
src, tmp = sys.argv[1:3]
text = open(src + "/docs/ci.md").read()
blocks = re.findall(r"```(\w+)\n(.*?)```", text, re.S)
for kind, body in blocks:
    if kind == "yaml":
        assert isinstance(yaml.safe_load(body), dict)
    elif kind == "json":
        j = json.loads(body)
        open("%s/%s.json" % (tmp, j["schema"].split("-")[1].split("/")[0]), "w").write(body)
assert {k for k, _ in blocks} == {"yaml", "json", "sh"}
hooks = yaml.safe_load(open(src + "/.pre-commit-hooks.yaml"))
for h in hooks:
    assert {"id", "name", "entry", "language", "files"} <= set(h)
assert re.search(hooks[0]["files"], "plans/north.docx") and not re.search(hooks[0]["files"], "a.png")
action = yaml.safe_load(open(src + "/action.yml"))
used = yaml.safe_load([b for k, b in blocks if "upload-sarif" in b][0])["jobs"]["check"]["steps"][1]["with"]
assert set(used) <= set(action["inputs"]), used
step = action["runs"]["steps"][1]
assert "${{" not in step["run"] and len(step["env"]) == len(action["inputs"])
script = open(src + "/scripts/action").read()
for name, value in step["env"].items():
    assert "${%s" % name in script and value == "${{ inputs.%s }}" % name.lower().replace("_", "-"), name
job = yaml.safe_load(open(src + "/ci/planassure.gitlab-ci.yml"))[".planassure"]
wrote = re.findall(r"--format=\w+=(\S+)", job["script"][0])
assert set(job["artifacts"]["reports"].values()) | set(job["artifacts"]["paths"]) == set(wrote), wrote
assert [h["id"] for h in yaml.safe_load([b for k, b in blocks if "repos:" in b][0])["repos"][0]["hooks"]] == ["planassure"]
END
  python3 "$tmp/read.py" "$SRC" "$tmp" >"$tmp/why" 2>&1; ok $? 'YAML and JSON are what they should be'
  mkdir -p "$tmp/repo/.git" "$tmp/repo/plans"; cd "$tmp/repo" || exit 99
  cp "$SRC/samples/hollow-plan.md" plans/north.md
  cp "$tmp/config.json" .planassure.json; cp "$tmp/waivers.json" .
  "$PLANASSURE" check plans >"$tmp/out" 2>"$tmp/why"; code=$?
  [ $code = 1 ] && grep -q 'Waivers' "$tmp/out"; ok $? 'the configuration and the waivers of the page work'
  # every command of the page, as it stands
  mkdir "$tmp/bin"; ln -s "$PLANASSURE" "$tmp/bin/planassure"; PATH=$tmp/bin:$PATH
  sed -n '/^```sh/,/^```/p' "$SRC/docs/ci.md" | grep '^planassure ' >"$tmp/commands"
  while read -r command; do
    sh -c "$command" >"$tmp/out" 2>"$tmp/why"; code=$?
    [ $code = 0 ] || [ $code = 1 ]; ok $? "$command"
  done <"$tmp/commands"
  # the script of the action
  act() { env PLANS="$1" PACK=gpfv-2017 FAIL_ON="$2" SARIF="$tmp/out.sarif" GITHUB_OUTPUT="$tmp/outputs" GITHUB_STEP_SUMMARY="$tmp/summary" \
    "$SRC/scripts/action" >"$tmp/out" 2>"$tmp/why"; code=$?; }
  rm .planassure.json
  act 'plans' ''; [ $code = 1 ] && [ -s "$tmp/out.sarif" ] && [ -s "$tmp/summary" ] && grep -q '^::error ' "$tmp/out" && grep -qx 'status=1' "$tmp/outputs"
  ok $? 'the action: reports, summary, output, status'
  act 'plans' 'never'; [ $code = 0 ]; ok $? 'the action: a threshold'
  cp plans/north.md 'plans/a $(touch pwned) *.md'
  act 'plans/a $(touch pwned) *.md
plans/north.md' 'never'; [ $code = 0 ] && [ ! -e pwned ] && grep -q 'touch pwned' "$tmp/out"; ok $? 'the action: odd names are names'
  act '' ''; [ $code != 0 ]; ok $? 'the action: no plans is an error'
else skip 'YAML and snippets' 'python3-yaml is not installed'; fi
# The image has the packages whose libraries the programs need.
if command -v dpkg >/dev/null && grep -q '^VERSION_ID="12"' /etc/os-release 2>/dev/null && command -v objdump >/dev/null; then
  real=$BUILD/.libs/planassure; [ -f "$real" ] || real=$PLANASSURE
  for program in "$real" "$BUILD/.libs/libplanassure.so" "$BUILD/planassure-pdf"; do
    [ -f "$program" ] || continue
    objdump -p "$program" 2>/dev/null | sed -n 's/^ *NEEDED *//p'
  done | sort -u | grep -v '^libplanassure\|^libc\.\|^libm\.\|^libgcc\|^libstdc\|^ld-\|^lib[a-z]*san\.' >"$tmp/needed"
  missing=; while read -r library; do
    package=$(dpkg -S "*/$library" 2>/dev/null | sed -n 's/:.*//p' | head -1)
    grep -q "[ ]$package\b" "$SRC/Containerfile" || missing="$missing $library ($package)"
  done <"$tmp/needed"
  echo "$missing" >"$tmp/why"; [ -s "$tmp/needed" ] && [ -z "$missing" ]; ok $? 'the Containerfile names every library package'
else skip 'the Containerfile names every library package' 'needs Debian 12 and objdump'; fi
echo "1..$n"
