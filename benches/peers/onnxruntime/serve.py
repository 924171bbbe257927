"""Forward passes of this project's models by ONNX Runtime, for the peer bench.

The graph is what its optimiser would make of an exported model: attention is one operator, and weights lie as
products read them. It answers requests as exchange/protocol.py has it.
"""

import os
import sys
from pathlib import Path

import onnxruntime

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol
import tensors
from graph import Graph
from models import MODELS


class Session:
    def __init__(self, request):
        build, name = MODELS[request["model"]["kind"]]
        graph = Graph(tensors.read(request["weights"]))
        self.input = tensors.read(request["batch"])[name]
        model = graph.model(name, self.input, build(graph, request["model"], self.input))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("PEER_THREADS", "2"))
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        # Input and output stay where they are from run to run.
        (result,) = self.session.run(None, {name: self.input})
        self.result = onnxruntime.OrtValue.ortvalue_from_numpy(result)
        self.binding = self.session.io_binding()
        self.binding.bind_cpu_input(name, self.input)
        self.binding.bind_ortvalue_output("output", self.result)

    def forward(self):
        self.session.run_with_iobinding(self.binding)

    def output(self, into):
        self.forward()
        tensors.write(into, {"output": self.result.numpy()})
        return {}

    def forwards(self, count):
        return protocol.timed(count, self.forward)


if __name__ == "__main__":
    protocol.serve(Session)
