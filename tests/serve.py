"""The server from outside, with Python's own HTTP client. TAP on standard output."""
import atexit, http.client, json, os, re, signal, socket, sqlite3, subprocess, sys, tempfile, threading, time, zipfile, io

PROGRAM = os.environ["PLANASSURE"]
SRC = os.environ["SRC"]
SLOW = os.environ.get("PLANASSURE_SANITIZED") == "yes"
UPLOADS = int(os.environ.get("SERVE_UPLOADS", "24" if SLOW else "120"))
KILLS = int(os.environ.get("SERVE_KILLS", "1" if SLOW else "2"))
CLIENTS = 50
count = 0


def ok(good, name, *why):
    global count
    count += 1
    print(("ok" if good else "not ok"), count, "-", name, flush=True)
    if not good:
        for line in why:
            print("#", str(line)[:600])


class Server:
    def __init__(self, folder, *options):
        self.folder = folder
        command = [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", folder, *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        self.said = ""
        self.port = None
        while self.port is None:
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit("Bail out! the server did not start: " + self.said)
            self.said += line
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.port = int(found.group(1))
        threading.Thread(target=self.drain, daemon=True).start()

    def drain(self):
        for line in self.process.stderr:
            self.said += line

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(20)


class Client:
    """A browser without script: it keeps cookies, and the token of the last page."""

    def __init__(self, server, cookies=None):
        self.server, self.cookies, self.token = server, dict(cookies or {}), ""

    def ask(self, method, path, body=None, headers=None):
        c = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        send = dict(headers or {})
        if self.cookies and "Cookie" not in send:
            send["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        c.request(method, path, body, send)
        answer = c.getresponse()
        answer.text = answer.read()
        c.close()
        for header in answer.msg.get_all("Set-Cookie") or []:
            name, value = header.split(";")[0].split("=", 1)
            self.cookies[name] = value
        found = re.search(rb'name="csrf" value="([^"]+)"', answer.text)
        if found:
            self.token = found.group(1).decode()
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def post(self, path, fields, token=True):
        from urllib.parse import urlencode
        if token:
            fields = {"csrf": self.token, **fields}
        return self.ask("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, plan, name="plan.md", path="/plans", token=True, headers=None, **fields):
        if token:
            fields = {"csrf": self.token, **fields}
        body, kind = form(plan, name, **fields)
        return self.ask("POST", path, body, {"Content-Type": kind, **(headers or {})})

    def wait(self, path):
        for _ in range(600):
            state = json.loads(self.get("/api" + path).text)
            if state.get("state") in ("done", "failed"):
                return state
            time.sleep(0.05)
        return {"state": "never"}


def form(plan, name, **fields):
    mark = "----planassure-test-mark"
    parts = b""
    for key, value in fields.items():
        parts += f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
    parts += f'--{mark}\r\nContent-Disposition: form-data; name="plan"; filename="{name}"\r\n\r\n'.encode()
    parts += plan + f"\r\n--{mark}--\r\n".encode()
    return parts, "multipart/form-data; boundary=" + mark


HOLLOW = open(os.path.join(SRC, "samples/hollow-plan.md"), "rb").read()
STRONG = open(os.path.join(SRC, "samples/strong-plan.md"), "rb").read()


def files_hold(folder, bytes_):
    found = []
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), "rb") as f:
                if bytes_ in f.read():
                    found.append(name)
    return found


def story(folder):
    server = Server(folder)
    me = Client(server)
    page = me.get("/")
    policy = page.getheader("Content-Security-Policy") or ""
    ok(page.status == 200 and b"Check a plan" in page.text, "the first page", page.status)
    ok("default-src 'none'" in policy and "unsafe" not in policy and
       page.getheader("X-Content-Type-Options") == "nosniff", "its policy is strict", policy)
    cookie = page.getheader("Set-Cookie") or ""
    ok("HttpOnly" in cookie and "SameSite=Strict" in cookie, "its cookie is not for script", cookie)
    style = re.search(rb'href="(/assets/[^"]+)"', page.text).group(1).decode()
    ok(me.get(style).status == 200 and me.get("/assets/other.css").status == 404, "its style is served")
    sent = me.upload(HOLLOW, "hollow plan.md", framework="gpfv-2017", organisation="Our practice")
    where = sent.getheader("Location") or ""
    ok(sent.status == 303 and where.startswith("/plans/"), "a plan is taken in", sent.status, sent.text)
    first = me.get(where)
    ok(first.status == 200 and (b"http-equiv=\"refresh\"" in first.text or b"move your plan" in first.text),
       "its page moves on by itself, without script")
    state = me.wait(where)
    ok(state["state"] == "done" and state["rating"] == "red" and state["framework"] == "gpfv-2017",
       "it is checked", state)
    page = me.get(where)
    text = page.text.decode()
    ok("What would move your plan to green" in text and "What is met" in text and "Our practice" in text,
       "its page says what to do")
    steps = re.findall(r'<li class="card.*?</li>\s*(?=<li class="card|</ol>)', text.split('id="more"')[0], re.S)
    work = [s.count('class="weak"') + 2 * s.count('class="missing"') for s in steps]
    ok(len(work) > 10 and work == sorted(work), "the least work comes first", work)
    report = me.get(where + "/report")
    ok(report.status == 200 and "sandbox" in report.getheader("Content-Security-Policy"), "the report, in its sandbox")
    letter = me.get(where + "/letter.docx")
    ok(letter.status == 200 and zipfile.ZipFile(io.BytesIO(letter.text)).testzip() is None, "the letter for Word")
    results = json.loads(me.get(where + "/results.json").text)
    ok(results["plans"][0]["pack"]["id"] == "gpfv-2017", "the results for programs")
    sealed = me.get(where + "/sealed.json").text
    verify(folder, sealed, me)
    ok(len(files_hold(folder, HOLLOW[200:260])) > 0, "what is kept is where it says")
    asked = me.get(where + "/forget")
    gone = me.post(where + "/forget", {})
    ok(asked.status == 200 and gone.status == 303 and b"were deleted" in me.get("/forgotten").text, "forget says so")
    ok(me.get(where).status == 404 and me.get(where + "/report").status == 404, "what was forgotten is not there")
    left = files_hold(folder, HOLLOW[200:260])
    ok(not left, "nothing of it is left on the disk", left)
    broken = me.upload(b"PK\x03\x04 no archive", "plan.docx").getheader("Location")
    state = me.wait(broken)
    ok(state["state"] == "failed" and b"could not be checked" in me.get(broken).text, "a plan that cannot be read says why", state)
    ok(me.post(broken + "/again", {}).status == 303 and me.wait(broken)["state"] == "failed", "it is checked again when asked")
    return server, me


def verify(folder, sealed, me):
    with tempfile.TemporaryDirectory() as tmp:
        path, plan = os.path.join(tmp, "sealed.json"), os.path.join(SRC, "samples/hollow-plan.md")
        open(path, "wb").write(sealed)
        key = re.search(rb"<code>([0-9a-f]{64})</code>", me.get("/seal").text).group(1).decode()
        run = lambda *a: subprocess.run([PROGRAM, "verify", *a], capture_output=True, text=True)
        good = run("--key", key, path, plan)
        ok(good.returncode == 0 and "verified: the same file" in good.stdout, "a sealed result is verified", good)
        other = run(path, os.path.join(SRC, "samples/strong-plan.md"))
        ok(other.returncode == 1, "not for another plan", other)
        open(path, "wb").write(sealed.replace(b'"not-met"', b'"met"', 1))
        ok(run(path, plan).returncode == 1, "not with an outcome that was changed")
        ok(run("--key", key, path).returncode == 1, "nor does its seal fit")
        open(path, "wb").write(sealed.replace(b"gpfv-2017", b"../../elsewhere", 1))
        ok(run(path, plan).returncode == 2, "a pack that is a path is none")
        key_mode = os.stat(os.path.join(folder, "seal.key")).st_mode & 0o777
        ok(key_mode == 0o600, "the key is for its owner alone", oct(key_mode))


def raw(server, data, wait=10):
    s = socket.create_connection(("127.0.0.1", server.port), timeout=wait)
    s.sendall(data)
    out = b""
    try:
        while True:
            piece = s.recv(65536)
            if not piece:
                break
            out += piece
            if b"\r\n\r\n" in out and b"Content-Length" in out:
                head, rest = out.split(b"\r\n\r\n", 1)
                if len(rest) >= int(re.search(rb"Content-Length: (\d+)", head).group(1)):
                    break
    except OSError:
        pass
    s.close()
    return out


def refusals(server, me):
    def status(answer, *want):
        return answer.status in want
    host = f"127.0.0.1:{server.port}"
    ok(status(me.upload(HOLLOW, token=False), 403), "an upload without token")
    ok(status(me.upload(HOLLOW, token=False, csrf="x" * 43), 403), "with a wrong token")
    ok(status(me.upload(HOLLOW, headers={"Origin": "http://evil.example"}), 403), "from a page of elsewhere")
    ok(status(me.upload(HOLLOW, headers={"Sec-Fetch-Site": "cross-site"}), 403), "from another site")
    ok(status(Client(server).upload(HOLLOW, token=False), 401, 403), "an upload without session")
    ok(status(Client(server, {"planassure": "A" * 43}).upload(HOLLOW, csrf="A" * 43, token=False), 401, 403), "a session that there is not")
    ok(status(me.get("/", Host="evil.example"), 421), "another name for this machine (DNS rebinding)")
    for path in ("/nothing", "/plans/", "/plans/" + "a" * 26, "/plans/1/../..", "/api/plans/x/results.json"):
        answer = me.get(path)
        ok(status(answer, 400, 404), f"{path[:40]}: not here", answer.status)
    for path in ("/%2e%2e/etc/passwd", "/plans/..%2f..%2fregister.db", "/assets/..%5cx", "/plans/%00", "/%zz", "/plans//x", "/a/../b", "/\x80"):
        answer = raw(server, b"GET " + path.encode("latin-1") + b" HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\n\r\n")
        ok(b" 400 " in answer[:20] or b" 404 " in answer[:20], f"{path!r}: refused", answer[:80])
    wrong = me.ask("PUT", "/plans")
    ok(wrong.status == 405 and wrong.getheader("Allow") == "GET, HEAD, POST", "a wrong method, with those that are right")
    ok(me.ask("BREW", "/plans").status in (405, 501), "a method that there is not")
    head = me.ask("HEAD", "/")
    ok(head.status == 200 and head.text == b"" and int(head.getheader("Content-Length")) > 1000, "HEAD")
    two = raw(server, b"GET / HTTP/1.1\r\nHost: " + host.encode() + b"\r\nHost: evil\r\nConnection: close\r\n\r\n")
    ok(b" 4" in two[:14], "two hosts", two[:60])
    long = raw(server, b"GET / HTTP/1.1\r\nHost: " + host.encode() + b"\r\nX: " + b"a" * 60000 + b"\r\n\r\n")
    ok(b" 200 " not in long[:20], "a head that does not end", long[:60])
    ok(status(me.ask("POST", "/plans", b"{}", {"Content-Type": "application/json"}), 415), "a body that is no form")
    ok(status(me.ask("POST", "/plans", b"--x\r\nbad", {"Content-Type": "multipart/form-data; boundary=x"}), 400), "a form that is cut off")
    ok(status(me.upload(b""), 422), "an empty file")
    ok(status(me.upload(HOLLOW, framework="../../etc"), 422), "a framework that there is not")
    announced = raw(server, f"POST /plans HTTP/1.1\r\nHost: {host}\r\nCookie: planassure={me.cookies['planassure']}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 99999999999\r\n\r\n".encode())
    ok(b" 413 " in announced[:20], "a body that announces too much", announced[:80])
    if not SLOW:
        big = me.upload(b"words and words " * (65 << 16), "big.txt")
        ok(big.status == 413 and b"too large" in big.text, "a plan of 65 MiB", big.status)
    name = me.upload(HOLLOW, "../../../etc/<script>alert(1)</script>.md", framework="gpfv-2017", organisation="<img src=x onerror=alert(1)>")
    where = name.getheader("Location")
    me.wait(where)
    page = me.get(where).text + me.get("/plans").text + me.get(where + "/forget").text
    ok(b"<script>alert" not in page and b"<img src=x" not in page, "script in a name is text")
    ok(b"etc/" not in page, "a name is no path")
    evil = me.upload(HOLLOW + b"\n\n## Access\n\nWe <script>alert(2)</script> will open every weekday evening until 20:00 from April 2017.\n", framework="gpfv-2017").getheader("Location")
    me.wait(evil)
    ok(b"<script>alert" not in me.get(evil).text + me.get(evil + "/report").text, "script in a plan is text")
    api = me.get("/api/nothing")
    ok(api.status == 404 and "message" in json.loads(api.text)["error"], "an error under /api is JSON")
    me.post(evil + "/forget", {})
    me.post(where + "/forget", {})


def described(server, me):
    """Every operation of the description is there, and answers as it says."""
    api = json.loads(Client(server).get("/api").text)
    sent = Client(server).upload(HOLLOW, path="/api/plans", token=False, headers={"X-CSRF-Token": "local"}, framework="gpfv-2017")
    plan = json.loads(sent.text)
    ok(sent.status == 201 and set(plan) == set(api["components"]["schemas"]["Plan"]["required"]), "the API takes a plan in", sent.status, plan)
    me.wait("/plans/" + plan["id"])
    bad = []
    for path, methods in api["paths"].items():
        for method, what in methods.items():
            if method == "delete":
                continue
            one = Client(server)
            url = path.replace("{id}", plan["id"])
            answer = one.ask(method.upper(), url, headers={} if method == "get" else {"X-CSRF-Token": "local"})
            if str(answer.status) not in what["responses"]:
                bad.append((method, path, answer.status))
            if method == "get" and answer.status != 200:
                bad.append((method, path, answer.status))
            other = one.ask("PATCH", url)
            if other.status != 405:
                bad.append(("patch", path, other.status))
    ok(not bad, "every operation answers as described", bad)
    ok(Client(server).ask("DELETE", "/api/plans/" + plan["id"]).status == 403, "what changes something needs the header")
    gone = Client(server).ask("DELETE", "/api/plans/" + plan["id"], headers={"X-CSRF-Token": "local"})
    ok(gone.status == 204 and Client(server).get("/api/plans/" + plan["id"]).status == 404, "the API forgets")


def accounts(folder):
    refused = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", folder, "--public"], capture_output=True, text=True)
    ok(refused.returncode == 2 and "--add-user NAME --role lead" in refused.stderr, "--public without accounts says how", refused)
    refused = subprocess.run([PROGRAM, "serve", "--listen", "0.0.0.0:0", "--data", folder], capture_output=True, text=True)
    ok(refused.returncode == 2 and "--public" in refused.stderr, "others only with --public", refused)
    refused = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", folder], capture_output=True, text=True,
                             env={**os.environ, "PLANASSURE_DATA": folder})
    ok(refused.returncode == 2 and "no pack is installed" in refused.stderr, "no start without packs", refused)
    def add(name, role, password="a long pass phrase"):
        return subprocess.run([PROGRAM, "serve", "--data", folder, "--add-user", name, "--role", role], input=password + "\n", capture_output=True, text=True)
    ok(add("ada", "lead").returncode == 0 and add("ben", "submitter").returncode == 0 and add("cat", "submitter").returncode == 0, "people are added")
    short = add("dan", "submitter", "short")
    ok(short.returncode == 2 and add("ada", "lead").returncode == 2, "not with a short password, nor twice", short)
    server = Server(folder, "--public")
    nobody = Client(server)
    ok(nobody.get("/").getheader("Location") == "/login?to=/", "nobody sees a page without logging in")
    ok(nobody.get("/api/plans").status == 401, "nor the API")
    def login(name, password="a long pass phrase"):
        c = Client(server)
        mark = re.search(rb'name="mark" value="([^"]+)"', c.get("/login?to=/plans").text).group(1).decode()
        c.answer = c.post("/login", {"name": name, "password": password, "mark": mark, "to": "/plans"}, token=False)
        c.get("/")
        return c
    ben, cat = login("ben"), login("cat")
    ok(ben.answer.status == 303 and ben.answer.getheader("Location") == "/plans", "log in", ben.answer.status)
    elsewhere = Client(server)
    ok(elsewhere.post("/login", {"name": "ben", "password": "a long pass phrase"}, token=False).status == 403, "log in from a form of elsewhere")
    where = ben.upload(HOLLOW, framework="gpfv-2017").getheader("Location")
    ok(ben.wait(where)["state"] == "done" and cat.get(where).status == 404 and cat.get(where + "/results.json").status == 404
       and cat.post(where + "/forget", {}).status == 404, "nobody else's plans")
    ok(login("ada").get(where).status == 200, "a lead sees all")
    before = dict(ben.cookies)
    ben.post("/logout", {})
    ok(Client(server, before).get("/plans").status == 303, "a session that was ended is over")
    db = sqlite3.connect(os.path.join(folder, "register.db"))
    tables = [r[0] for r in db.execute("select name from sqlite_master where type='table' and name like '%session%'")]
    columns = [r[1] for r in db.execute(f"pragma table_info({tables[0]})")]
    expiry = [c for c in columns if "expire" in c or "until" in c or "end" in c]
    for column in expiry:
        db.execute(f"update {tables[0]} set {column} = 1")
    db.commit()
    db.close()
    ok(bool(expiry) and cat.get("/plans").status == 303 and cat.upload(HOLLOW).status == 401, "a session that expired is over", columns)
    wrong = [login("cat", "not the pass phrase").answer.status for _ in range(12)]
    ok(wrong[0] == 401 and wrong[-1] == 429, "too many attempts", wrong)
    server.end()


def memory(pid):
    with open(f"/proc/{pid}/status") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) // 1024


def plan_number(i):
    return HOLLOW + f"\n\nThis is plan number {i} of the trial.\n".encode()


def many(folder):
    server = Server(folder)
    before, taken, lock, todo = memory(server.process.pid), {}, threading.Lock(), list(range(UPLOADS))
    refused, broken = [], []
    def work():
        me = Client(server)
        me.get("/")
        while True:
            with lock:
                if not todo:
                    return
                i = todo.pop()
            try:
                answer = me.upload(plan_number(i), f"plan-{i}.md", framework="gpfv-2017")
            except OSError as e:
                broken.append(e)
                continue
            with lock:
                if answer.status == 303:
                    taken[i] = answer.getheader("Location")
                else:
                    refused.append(answer.status)
    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    ok(not broken and all(s in (429, 503) for s in refused) and len(taken) + len(refused) == UPLOADS,
       f"{UPLOADS} uploads of {CLIENTS} clients: each is answered", broken[:3], refused[:5])
    me = Client(server)
    me.get("/")
    states = {i: me.wait(where) for i, where in taken.items()}
    import hashlib
    mixed = [i for i, s in states.items() if s["state"] != "done" or s["file_name"] != f"plan-{i}.md" or
             s["sha256"] != hashlib.sha256(plan_number(i)).hexdigest()]
    ok(not mixed, "none is lost or mixed up", mixed[:5], [states[i] for i in mixed[:2]])
    after = memory(server.process.pid)
    ok(SLOW or after - before < 64, f"its memory stays bounded ({before} to {after} MiB)")
    server.end()


def killed(folder):
    acknowledged, stop = {}, threading.Event()
    for round_ in range(KILLS):
        server = Server(folder)
        stop.clear()
        def work(n, server=server, round_=round_):
            me = Client(server)
            i = 0
            try:
                me.get("/")
                while not stop.is_set():
                    name = f"r{round_}-c{n}-{i}"
                    answer = me.upload(HOLLOW + name.encode() + b" is its name.\n", name + ".md", framework="gpfv-2017")
                    if answer.status == 303:
                        acknowledged[answer.getheader("Location")] = name + ".md"
                    i += 1
            except (OSError, http.client.HTTPException):
                pass
        threads = [threading.Thread(target=work, args=(n,)) for n in range(10)]
        [t.start() for t in threads]
        time.sleep(1)
        server.end(signal.SIGKILL)
        stop.set()
        [t.join() for t in threads]
    server = Server(folder)
    me = Client(server)
    me.get("/")
    states = {where: me.wait(where) for where in acknowledged}
    lost = [w for w, s in states.items() if s.get("state") != "done" or s["file_name"] != acknowledged[w]]
    ok(len(acknowledged) > 5 and not lost, f"kill -9 {KILLS} times: all {len(acknowledged)} that were acknowledged are there and checked",
       lost[:3], [states[w] for w in lost[:2]])
    server.end()
    db = sqlite3.connect(os.path.join(folder, "register.db"))
    ok(db.execute("pragma integrity_check").fetchone()[0] == "ok", "the database passes its own check")


def slow_client(server):
    """A client that sends a byte now and then ties nobody else up."""
    s = socket.create_connection(("127.0.0.1", server.port))
    s.sendall(b"POST /plans HTTP/1.1\r\n")
    others = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
    started = time.time()
    good = Client(server).get("/health").status == 200
    ok(good and time.time() - started < 2, "clients that dawdle hold nobody up")
    if os.environ.get("SERVE_SLOW"):
        closed = False
        for _ in range(200):
            try:
                s.sendall(b"X")
                time.sleep(1)
            except OSError:
                closed = True
                break
        ok(closed, "a request that takes too long loses its connection")
    for c in [s, *others]:
        c.close()


with tempfile.TemporaryDirectory() as top:
    server, me = story(os.path.join(top, "one"))
    refusals(server, me)
    described(server, me)
    slow_client(server)
    ok(server.end() == 0, "it ends when it is told to")
    accounts(os.path.join(top, "people"))
    many(os.path.join(top, "many"))
    killed(os.path.join(top, "killed"))
print(f"1..{count}")
