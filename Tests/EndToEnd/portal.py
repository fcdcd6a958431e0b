"""A portal of this machine that answers what it is told to, byte for byte, with the manners and the faults of real ones."""

import hashlib
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Answer:
    """What one request is answered."""

    body: bytes = b""
    status: int = 200
    type: str | None = None
    headers: dict = field(default_factory=dict)
    # Seconds before the first byte, and between pieces of `piece` bytes.
    delay: float = 0
    piece: int | None = None
    # Bytes after which the connection breaks, though all are announced.
    cut: int | None = None
    # Whether an ETag is sent, and honoured: 304 where the body is the same.
    tagged: bool = False
    # Seconds by which the portal's clock is wrong.
    skew: float = 0


@dataclass
class Request:
    method: str
    target: str
    headers: dict
    body: bytes

    @property
    def path(self):
        return urlsplit(self.target).path

    @property
    def query(self):
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


class Portal:
    """`with Portal() as portal: portal["/catalog.xml"] = Answer(…)`

    An address is answered by an `Answer`, by each of a list in turn (the last for good), or by what a function of the
    request gives. An address with its query comes before its path alone; anything else is 404.
    """

    def __init__(self):
        self.answers = {}
        self.requests = []
        self.lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            portal = self

            def do_GET(self):
                self.portal.answer(self)

            do_POST = do_HEAD = do_GET

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def __setitem__(self, address, answer):
        self.answers[address] = answer

    def asked(self, address):
        """The requests of one address, with its query or without."""
        return [request for request in self.requests if address in (request.target, request.path)]

    def answer(self, handler):
        length = int(handler.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(handler.command, handler.path, headers, handler.rfile.read(length) if length else b"")
        with self.lock:
            self.requests.append(request)
            answer = self.answers.get(request.target, self.answers.get(request.path))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if callable(answer):
            answer = answer(request)
        self.send(handler, request, answer or Answer(b"absent", status=404, type="text/plain"))

    def send(self, handler, request, answer):
        time.sleep(answer.delay)
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        body, status = answer.body, answer.status
        if answer.tagged and request.headers.get("if-none-match") == tag:
            body, status = b"", 304
        try:
            handler.send_response_only(status)
            handler.send_header("Date", formatdate(time.time() + answer.skew, usegmt=True))
            if answer.type:
                handler.send_header("Content-Type", answer.type)
            if answer.tagged:
                handler.send_header("ETag", tag)
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            if status != 304:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            if request.method == "HEAD":
                return
            if answer.cut is not None:
                handler.wfile.write(body[: answer.cut])
                handler.wfile.flush()
                handler.close_connection = True
                return
            for start in range(0, len(body), answer.piece or max(len(body), 1)):
                handler.wfile.write(body[start : start + (answer.piece or len(body))])
                handler.wfile.flush()
                if answer.piece:
                    time.sleep(0.002)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True
