#!/usr/bin/env python3
"""A program that does what the first paragraph of the document says."""
import json
import os
import signal
import subprocess
import sys
import time

served = 0
for line in sys.stdin.buffer:
    message = json.loads(line)
    document = message["document"]
    words = document["body"][0]["children"][0].split(" ", 1)
    served += 1
    answer = {"document": document}
    if words[0] == "exit":
        sys.stderr.write("first line\n\nlast words\n")
        sys.exit(int(words[1]))
    elif words[0] == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif words[0] == "raise":
        raise ValueError("not today")
    elif words[0] == "hang":
        time.sleep(3600)
    elif words[0] == "spin":
        while True:
            pass
    elif words[0] == "close":
        os.close(1)
        time.sleep(3600)
    elif words[0] == "allocate":
        memory = bytearray(int(words[1]) << 20)
    elif words[0] == "say":
        sys.stdout.buffer.write(words[1].encode() + b"\n")
        sys.stdout.flush()
        continue
    elif words[0] == "twice":
        sys.stdout.buffer.write(b'{"document": null}\n{"document": null}\n')
        sys.stdout.flush()
        continue
    elif words[0] == "flood":
        block = b"x" * (1 << 20)
        while True:
            sys.stdout.buffer.write(block)
    elif words[0] == "complain":
        sys.stderr.write("y" * 1_000_000 + "\nthe end\n")
    elif words[0] == "serve":
        answer = {"document": None, "reports": [{"severity": "note", "message": f"number {served}"}]}
    elif words[0] == "fail":
        answer = {"failure": {"code": "metadata", "message": words[1]}}
    elif words[0] == "report":
        answer = {"reports": [{"severity": s, "message": s, "span": [1, 2]} for s in ("note", "warning", "error")]}
    elif words[0] == "environment":
        answer = {"reports": [{"message": " ".join(sorted(os.environ)) + " in " + os.getcwd()}]}
    elif words[0] == "descriptors":
        answer = {"reports": [{"message": " ".join(sorted(os.listdir("/proc/self/fd"), key=int))}]}
    elif words[0] == "children":  # in the background, in a session of its own, and deaf to all but SIGKILL
        subprocess.Popen(["sh", "-c", f"trap '' TERM HUP INT; echo $$ > '{words[1]}'; while :; do sleep 1; done"],
                         start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
        while not os.path.exists(words[1]) or not open(words[1]).read().strip():
            time.sleep(0.01)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.flush()
