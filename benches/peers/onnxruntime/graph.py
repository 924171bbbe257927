"""A graph of ONNX operators, node by node, with its weights."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

# Gelu is of opset 20; Attention as one operator over packed weights is ONNX Runtime's own.
OPSETS = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
# The file format of that opset: ONNX Runtime may not read the newest yet.
FORMAT = 9


class Graph:
    def __init__(self, weights):
        self.weights = weights
        self.nodes, self.initializers = [], {}

    def constant(self, name, values):
        """A tensor that is there before the graph runs."""
        self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def weight(self, name):
        return self.constant(name, self.weights[name])

    def node(self, kind, *inputs, domain="", **attributes):
        made = f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [made], domain=domain, **attributes))
        return made

    def linear(self, x, name):
        weight = self.constant(f"{name}.weight.T", self.weights[f"{name}.weight"].T)
        product = self.node("MatMul", x, weight)
        return self.node("Add", product, self.weight(f"{name}.bias"))

    def layer_norm(self, x, name, epsilon):
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)

    def self_attention(self, x, name, heads):
        packed = self.constant(f"{name}.packed", self.weights[f"{name}.in_proj_weight"].T)
        bias = self.weight(f"{name}.in_proj_bias")
        y = self.node("Attention", x, packed, bias, domain="com.microsoft", num_heads=heads)
        return self.linear(y, f"{name}.out_proj")

    def mlp(self, x, name):
        hidden = self.node("Gelu", self.linear(x, f"{name}.linear1"))
        return self.linear(hidden, f"{name}.linear2")

    def model(self, input_name, input_values, output):
        """The finished model, of one input of the type and shape of these values."""
        kind = helper.np_dtype_to_tensor_dtype(input_values.dtype)
        given = helper.make_tensor_value_info(input_name, kind, input_values.shape)
        self.nodes.append(helper.make_node("Identity", [output], ["output"]))
        made = helper.make_tensor_value_info("output", TensorProto.FLOAT, None)
        weights = list(self.initializers.values())
        graph = helper.make_graph(self.nodes, "model", [given], [made], weights)
        return helper.make_model(graph, opset_imports=OPSETS, ir_version=FORMAT)
