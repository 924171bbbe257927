"""How a peer is asked: each line of JSON is answered with a line of JSON.

    {"do": "load", "model": {"kind": ..., ...}, "shape": {...}, "weights": FILE, "batch": FILE}
    {"do": "gradients", "into": FILE}                  -> {"loss": ...}
    {"do": "steps", "count": N}                        -> {"seconds": [...]}
    {"do": "output", "into": FILE}                     -> {}
    {"do": "forwards", "count": N}                     -> {"seconds": [...]}
    {"do": "watch_memory"}                             -> {}
    {"do": "peak_memory"}                              -> {"bytes": ...}

    {"do": "load", ...}                                # work of another kind than a model
    {"do": "result"}                                   -> {...}, what comes of it
    {"do": "times", "count": N}                        -> {"seconds": [...]}

A model is described as in a run's configuration; a classifier of images has a shape beside it. Loading
for steps takes `learning_rate`, `weight_decay` and `decayed`, the names of the parameters to which decay
applies. Weights, batches and results travel as safetensors files; with the gradients go the running
statistics behind the pass, which are put back. `output` and `forwards` are in evaluation mode. A peer does
what it can: not every one trains, and not every one has every kind of model.
"""

import json
import sys
import time

import memory


def timed(count, work):
    """The seconds of each of `count` calls."""
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds}


def serve(session_of):
    """Answers requests to their end; `session_of` makes a session of a request to load."""
    session, watch = None, None
    for line in sys.stdin:
        request = json.loads(line)
        what = request.pop("do")
        reply = {}
        if what == "load":
            session = None  # the one before is gone before the next is made
            session = session_of(request)
        elif what == "watch_memory":
            watch = memory.Watch()
        elif what == "peak_memory":
            reply = {"bytes": watch.grown()}
        else:
            reply = getattr(session, what)(**request)
        print(json.dumps(reply), flush=True)
