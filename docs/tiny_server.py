#!/usr/bin/env python3
"""A whole backend of the Task Backend Contract, version 1, with Python's standard library alone.
`python3 tiny_server.py TOKENS TASKS DATABASE PORT`: a file with `TOKEN WORKER` a line, one with a task document a line. Every
task lies in memory, and in SQLite with all that was done on it: made for some thousand tasks and one process.
"""
import json, secrets, sqlite3, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

LEASE, RETRY, LIMIT = 1800, 30, 8 << 20  # seconds, seconds, bytes
KINDS = {"queue": str, "kind": str, "task_id": str, "domains": list, "lease_id": str, "base_rev": int, "content": dict}
CALLS = {("POST", "claims", 1): ("claim", []), ("PUT", "draft", 3): ("draft", ["lease_id"]), ("POST", "release", 3): ("release", []),
         ("PUT", "annotations", 4): ("submit", ["lease_id", "content"])}  # what the body must have
HEADERS = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "POST, PUT", "Access-Control-Max-Age": "7200",
           "Access-Control-Allow-Headers": "authorization, content-type", "Cache-Control": "no-store"}

class Problem(Exception): """Its arguments are the status and the body."""
def need(right, status, kind="", detail="", **more):
    if not right:
        named = f"/problems/{kind}" if kind else "about:blank"
        raise Problem(status, {"type": named, "title": kind or f"Status {status}", "status": status, "detail": detail, **more})

def same(left, right):  # by their texts: to Python, 1 and true are equal
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)

class Backend:
    def __init__(self, path):  # a task: its document; leases: worker -> [id, since, until]; drafts: worker -> [rev, content];
        self.lock, self.db = threading.Lock(), sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.execute("CREATE TABLE IF NOT EXISTS task (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, kept TEXT)")
        self.tasks = {id: json.loads(kept) for id, kept in self.db.execute("SELECT id, kept FROM task ORDER BY seq")}
        self.uuids = {uuid: task for task in self.tasks.values() for uuid in task["sent"]}  # sent: uuid -> [worker, content, time]
    def save(self, task, me=None):  # on the disk when this ends; renews a worker's lease
        seconds = task["doc"].get("lease_seconds", LEASE)
        if me:
            task["leases"][me][2] = time.time() + seconds
        self.db.execute("INSERT INTO task (id, kept) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET kept = ?2",
                        (task["doc"]["id"], json.dumps(task)))
        return seconds
    def find(self, id, me=None, lease=None):
        need(id in self.tasks, 404, "not-found", "There is no task with this id.")
        need(not lease or self.tasks[id]["leases"].get(me, [None])[0] == lease, 410, "lease-lost", "Somebody else took the task.")
        return self.tasks[id]
    def room(self, task, me, now=0.0):  # for one more; with `now`, leases that have run out do not count
        leases = [until for worker, (_, _, until) in task["leases"].items() if worker != me and until > now]
        return task["doc"].get("needed", 1) > len(task["sent"]) + len(leases)
    def barred(self, task, me):  # who has submitted it, or would review their own work
        by = lambda one: self.uuids[one["id"]]["sent"][one["id"]][0] if one["id"] in self.uuids else one.get("annotator")
        return me in [sent[0] for sent in task["sent"].values()] + [by(one) for one in task["doc"].get("submissions", [])]
    def next(self, me, kind, queue, fields):
        of = lambda doc: doc.get("kind", "annotate") == kind and queue in (None, doc.get("queue"))
        able = lambda doc: not fields or set(doc.get("domains", [])) <= set(fields)
        held = [task for task in self.tasks.values() if of(task["doc"]) and me in task["leases"]]
        fit = [t for t in self.tasks.values() if of(t["doc"]) and able(t["doc"]) and me not in t["skipped"] and not self.barred(t, me)]
        free = (task for now in (0.0, time.time()) for task in fit if self.room(task, me, now))
        return min(held, key=lambda task: task["leases"][me][1]) if held else next(free, None)
    def claim(self, me, body):
        id, kind, now = body.get("task_id"), body.get("kind") or "annotate", time.time()
        task = self.find(id) if id else self.next(me, kind, body.get("queue"), body.get("domains"))
        if not task:
            return 200, {"task": None, "retry_after": RETRY}
        leases, draft = task["leases"], task["drafts"].get(me)
        if me not in leases:
            need(self.room(task, me, now) and not self.barred(task, me), 409, "task-taken", "It is somebody else's, or done.")
            if not self.room(task, me):
                del leases[min(leases, key=lambda worker: leases[worker][2])]  # the one that ran out first
            task["skipped"].pop(me, None)
            leases[me] = [secrets.token_hex(16), now, now]
        lease, draft = {"id": leases[me][0], "seconds": self.save(task, me)}, draft and {"rev": draft[0], "content": draft[1]}
        return 200, {"task": task["doc"], "lease": lease, "draft": draft, "worker": {"id": me}}
    def draft(self, me, body, id):
        task, content, base = self.find(id, me, body["lease_id"]), body.get("content"), body.get("base_rev") or 0
        rev, kept = task["drafts"].get(me, [0, None])
        if content is not None and not same(content, kept):
            need(kept is None or base == rev, 409, "draft-conflict", "Another came first.", current={"rev": rev, "content": kept})
            rev = base + 1
            task["drafts"][me] = [rev, content]
        return 200, {"rev": rev, "seconds": self.save(task, me)}
    def submit(self, me, body, id, uuid):
        content, at = body["content"], time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        if uuid in self.uuids:
            worker, sent, at = self.uuids[uuid]["sent"][uuid]
            replay = self.uuids[uuid]["doc"]["id"] == id and worker == me and same(sent, content)
            need(replay, 409, "submission-conflict", "Another submission stands under this id.")
            return 200, {"id": uuid, "received_at": at}
        task, about = self.find(id, me, body["lease_id"]), content.get("task")
        kind = {"review": "review"}.get(task["doc"].get("kind"), "annotation")
        good = {"format": content.get("format") == f"corrigenda.{kind}/1",
                "task/id": isinstance(about, dict) and about.get("id") == id}
        errors = [{"pointer": f"/content/{place}", "detail": "is wrong"} for place, right in good.items() if not right]
        need(not errors, 422, "invalid", "The submission is not what the task asks for.", errors=errors)
        task["sent"][uuid], self.uuids[uuid] = [me, content, at], task
        task["leases"].pop(me), task["drafts"].pop(me, None)
        self.save(task)
        return 201, {"id": uuid, "received_at": at}
    def release(self, me, body, lease):
        for task in [task for task in self.tasks.values() if task["leases"].get(me, [None])[0] == lease]:
            task["leases"].pop(me)
            if body.get("reason") == "skip":
                task["skipped"][me] = task["drafts"].pop(me, None) or True
            self.save(task)
        return 204, None

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def answer(self):
        try:
            status, body = self.route()
        except Problem as problem:
            status, body = problem.args
        text = b"" if body is None else json.dumps(body).encode()
        kind = {"Content-Type": "application/json" if status < 400 else "application/problem+json"}
        self.send_response(status)
        for name, value in {**HEADERS, **kind, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)
    do_GET = do_POST = do_PUT = do_OPTIONS = answer
    def route(self):
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(min(length, LIMIT))
        for at in range(LIMIT, length, 1 << 16):
            self.rfile.read(min(1 << 16, length - at))  # read on, or a browser drops the answer
        if self.command == "OPTIONS":
            return 204, None
        me = TOKENS.get(self.headers.get("Authorization", "").partition(" ")[2])
        need(me, 401, "sign-in", "Who are you?")
        path = [unquote(part) for part in self.path.partition("?")[0].split("/")[1:]]
        name, required = CALLS.get((self.command, path[-1 if len(path) != 4 else 2], len(path)), ("", []))
        need(name, 404, "not-found", "There is nothing at this path.")
        need(self.headers.get_content_type() == "application/json", 415, "", "The body has to be JSON.")
        need(length <= LIMIT, 413, "too-large", f"At most {LIMIT} bytes can be sent at once.")
        try:
            body = json.loads(raw, parse_float=lambda text: int(float(text)) if float(text).is_integer() else float(text))  # 2.0 is 2
        except (ValueError, RecursionError) as error:
            need(False, 400, "", f"The body is no JSON: {error}")
        need(isinstance(body, dict), 400, "", "The body has to be an object.")
        bad = lambda key, kind: type(body.get(key)) not in (kind, kind if key in required else type(None))
        wrong = [key for key, kind in KINDS.items() if bad(key, kind)]
        need(not wrong, 400, "", f"Missing or wrong: {wrong}", errors=[{"pointer": f"/{key}"} for key in wrong])
        with BACKEND.lock:
            return getattr(BACKEND, name)(me, body, *path[1::2])

if __name__ == "__main__":
    TOKENS, BACKEND = dict(line.split()[:2] for line in open(sys.argv[1]) if line.strip()), Backend(sys.argv[3])
    for doc in map(json.loads, open(sys.argv[2], encoding="utf-8")):
        new = BACKEND.tasks.setdefault(doc["id"], {"leases": {}, "drafts": {}, "skipped": {}, "sent": {}})
        BACKEND.save({**new, "doc": doc}), new.update(doc=doc)
    ThreadingHTTPServer.request_queue_size = 256
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[4])), Handler).serve_forever()
