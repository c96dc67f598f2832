"""A review from outside: two blind assessors, a lead, the letter of the agreed view. TAP."""
import io, os, re, subprocess, tempfile, types, zipfile

# The client and the server of serve.py, without its stories.
source = open(os.path.join(os.environ["SRC"], "tests/serve.py")).read()
common = types.ModuleType("common")
exec(compile(source[:source.index("\ndef story(")], "serve.py", "exec"), common.__dict__)
ok, Server, Client, PROGRAM = common.ok, common.Server, common.Client, common.PROGRAM

PASSWORD = "a long pass phrase"
ONE = "access.weekday-evenings"
KEPT = os.environ.get("SERVE_KEEP")  # a folder for the pages, to look at


def add(folder, name, role):
    subprocess.run([PROGRAM, "serve", "--data", folder, "--add-user", name, "--role", role],
                   input=PASSWORD + "\n", text=True, check=True, capture_output=True)


def login(server, name):
    c = Client(server)
    mark = re.search(rb'name="mark" value="([^"]+)"', c.get("/login?to=/plans").text).group(1).decode()
    c.post("/login", {"name": name, "password": PASSWORD, "mark": mark, "to": "/plans"}, token=False)
    c.get("/")
    return c


def keep(name, answer):
    if KEPT:
        open(os.path.join(KEPT, name), "wb").write(answer.text)


def review(folder):
    for name, role in (("ada", "submitter"), ("cat", "assessor"), ("dan", "assessor"), ("lea", "lead")):
        add(folder, name, role)
    server = Server(folder, "--public")
    ada, cat, dan, lea = (login(server, n) for n in ("ada", "cat", "dan", "lea"))
    where = ada.upload(common.STRONG, framework="gpfv-2017").getheader("Location")
    ada.wait(where)
    page = where.replace("/plans/", "/review/")
    ok(ada.get(page).status == 403 and ada.post(page + "/begin", {}).status == 403, "a submitter reviews nothing")
    first = cat.get(page)
    ok(first.status == 200 and b"<mark>" in first.text and b"Begin to judge" in first.text, "the plan beside its requirements", first.text[:300])
    ok(cat.post(page + "/begin", {}, token=False).status == 403, "not without the token")
    ok(cat.post(page + "/begin", {}).status == 303 and dan.post(page + "/begin", {}).status == 303, "two seats")
    no_why = cat.post(page + "/judge", {"requirement": ONE, "outcome": "partial", "comment": "", "quote": ""})
    ok(no_why.status == 422, "another outcome than the program's wants a comment", no_why.status)
    lie = cat.post(page + "/judge", {"requirement": ONE, "outcome": "partial", "comment": "x", "quote": "no such words stand there at all"})
    ok(lie.status == 422, "added evidence must stand in the plan", lie.status)
    ok(cat.post(page + "/judge", {"requirement": "no.such", "outcome": "met"}).status == 422, "only what the pack asks")
    evil = "<script>alert(1)</script> Fridays are missing"
    done = cat.post(page + "/judge", {"requirement": ONE, "outcome": "partial", "comment": evil, "quote": ""})
    ok(done.status == 303, "a judgement", done.status, done.text[:400])
    ok(dan.post(page + "/judge", {"requirement": ONE, "outcome": "met", "comment": "", "quote": ""}).status == 303, "and another")
    mine, others, leads = cat.get(page), dan.get(page), lea.get(page)
    keep("assessor.html", mine)
    ok(b"Fridays" in mine.text and b"<script>alert" not in mine.text, "one's own, made safe")
    ok(b"Fridays" not in others.text and b"Fridays" not in leads.text, "blind to the other and to the lead")
    ok(lea.post(page + "/settle", {"requirement": ONE, "outcome": "met"}).status == 409, "not settled before all are finished")
    cat.post(page + "/finish", {})
    ok(b"Fridays" not in dan.get(page).text, "blind until both are finished")
    dan.post(page + "/finish", {})
    both = lea.get(page)
    keep("moderation.html", both)
    ok(b"Fridays" in both.text and b"1 to be settled" in both.text, "moderation shows both")
    ok(lea.post(page + "/close", {}).status == 409, "what differs must be settled")
    ok(dan.post(page + "/settle", {"requirement": ONE, "outcome": "met"}).status == 403 and dan.post(page + "/close", {}).status == 403, "only leads settle")
    ok(lea.post(page + "/settle", {"requirement": ONE, "outcome": "partial", "comment": "no word of Fridays", "quote": ""}).status == 303
       and lea.post(page + "/close", {}).status == 303, "settled and closed")
    lea.wait(where)
    letter = lea.get(page + "/letter.docx")
    words = zipfile.ZipFile(io.BytesIO(letter.text)).read("word/document.xml") if letter.status == 200 else b""
    ok(b"no word of Fridays" in words, "the letter is of the agreed view", letter.status)
    labels = lea.get(page + "/labels.json")
    ok(labels.status == 200 and b'"outcome":"partial"' in labels.text, "labels", labels.text[:300])
    keep("agreed.html", lea.get(page))
    keep("reviews.html", cat.get("/reviews"))
    ok(page.encode() in cat.get("/reviews?review=agreed").text and page.encode() not in cat.get("/reviews?review=open").text
       and ada.get("/reviews").status == 403, "the register of reviews, with filters")
    newer = ada.upload(common.STRONG.replace(b"every weekday", b"most weekday"), framework="gpfv-2017", earlier=where.split("/")[-1]).getheader("Location")
    if newer:
        ada.wait(newer)
        ok(cat.get(newer.replace("/plans/", "/review/") + "/changes").status == 200, "you said, we found")
        cat.post(newer.replace("/plans/", "/review/") + "/begin", {})
        carried = cat.get(newer.replace("/plans/", "/review/")).text
        ok(b"carried over" in carried or b"suspect:" in carried, "a new version carries over or marks as suspect", carried[:200])
    ok(cat.get("/review/aaaaaaaaaaaaaaaaaaaaaaaaaa").status == 404, "a review that there is not")
    server.end()


with tempfile.TemporaryDirectory() as top:
    review(os.path.join(top, "review"))
print(f"1..{common.count}")
