"""The Vision Transformer and BERT as ONNX graphs."""

import numpy as np


def vit(graph, config, image):
    dim, patch, heads, epsilon = config["dim"], config["patch"], config["heads"], 1e-6
    batch, _, height, width = image.shape
    tokens = (height // patch) * (width // patch)
    weight, bias = (graph.weight(f"patch_embed.proj.{name}") for name in ("weight", "bias"))
    x = graph.node("Conv", "image", weight, bias, strides=[patch, patch])
    x = graph.node("Reshape", x, graph.constant("shape", np.array([batch, dim, tokens])))
    x = graph.node("Transpose", x, perm=[0, 2, 1])
    if config["pool"] == "cls":
        cls = np.broadcast_to(graph.weights["cls_token"], (batch, 1, dim))
        x = graph.node("Concat", graph.constant("cls", cls), x, axis=1)
    x = graph.node("Add", x, graph.weight("pos_embed"))
    for number in range(config["depth"]):
        block = f"blocks.{number}"
        y = graph.layer_norm(x, f"{block}.norm1", epsilon)
        x = graph.node("Add", x, graph.self_attention(y, f"{block}.self_attn", heads))
        y = graph.layer_norm(x, f"{block}.norm2", epsilon)
        x = graph.node("Add", x, graph.mlp(y, block))
    x = graph.layer_norm(x, "norm", epsilon)
    if config["pool"] == "cls":
        x = graph.node("Gather", x, graph.constant("first", np.array(0)), axis=1)
    else:
        x = graph.node("ReduceMean", x, graph.constant("axis", np.array([1])), keepdims=0)
    return graph.linear(x, "head")


def bert(graph, config, ids):
    epsilon = 1e-12
    x = graph.node("Gather", graph.weight("words.weight"), "ids")
    positions = graph.weights["positions.weight"][: ids.shape[1]]
    x = graph.node("Add", x, graph.constant("positions", positions))
    x = graph.layer_norm(x, "norm", epsilon)
    for number in range(config["depth"]):
        block = f"blocks.{number}"
        y = graph.self_attention(x, f"{block}.self_attn", config["heads"])
        x = graph.layer_norm(graph.node("Add", x, y), f"{block}.norm1", epsilon)
        x = graph.node("Add", x, graph.mlp(x, block))
        x = graph.layer_norm(x, f"{block}.norm2", epsilon)
    return graph.linear(x, "head")


# What builds the graph, and the name of its input.
MODELS = {"vit": (vit, "image"), "bert": (bert, "ids")}
