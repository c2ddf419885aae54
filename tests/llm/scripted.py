"""A model that answers every row with the first value of each dimension's enum, and every text of /embeddings with
a vector of its words; the model "forgetful" leaves out the last vector. For command-line cases.

    scripted.py PORT_FILE [SECONDS]    # writes its port there; ends after so many seconds, 20 unless told
"""
import http.server
import json
import os
import re
import sys
import threading
import zlib


def first_values(schema, root=None):
    root = root or schema
    if "$ref" in schema:
        return first_values(root["$defs"][schema["$ref"].split("/")[-1]], root)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: first_values(part, root) for name, part in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [first_values(schema["items"], root)]
    return ""


def labels(asked):
    schema = asked["response_format"]["json_schema"]["schema"]
    return {"choices": [{"message": {"role": "assistant", "content": json.dumps(first_values(schema))}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 10}}


def vector(text, width=24):
    """How often words of each sort are there, and a little of everything."""
    out = [0.01] * width
    for word in re.findall(r"\w+", text.lower()):
        out[zlib.crc32(word.encode()) % width] += 1
    return out


def embeddings(asked):
    data = [{"object": "embedding", "index": i, "embedding": vector(text)} for i, text in enumerate(asked["input"])]
    if asked["model"] == "forgetful":
        data.pop()
    return {"object": "list", "data": data[::-1], "model": asked["model"],
            "usage": {"prompt_tokens": 10 * len(asked["input"]), "total_tokens": 10 * len(asked["input"])}}


class Model(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = embeddings(asked) if self.path.endswith("/embeddings") else labels(asked)
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
    file.write(str(server.server_port))
os.rename(sys.argv[1] + ".new", sys.argv[1])
threading.Timer(float(sys.argv[2]) if len(sys.argv) > 2 else 20, server.shutdown).start()
server.serve_forever()
