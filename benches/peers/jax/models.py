"""The Vision Transformer and BERT in plain JAX, over weights by name."""

import jax
import jax.numpy as jnp


def linear(weights, name, x):
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def layer_norm(weights, name, x, epsilon):
    mean = x.mean(-1, keepdims=True)
    variance = x.var(-1, keepdims=True)
    x = (x - mean) * jax.lax.rsqrt(variance + epsilon)
    return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def self_attention(weights, name, x, heads):
    b, t, d = x.shape
    packed = x @ weights[f"{name}.in_proj_weight"].T + weights[f"{name}.in_proj_bias"]
    q, k, v = jnp.unstack(packed.reshape(b, t, 3, heads, d // heads), axis=2)
    y = jax.nn.dot_product_attention(q, k, v)
    return linear(weights, f"{name}.out_proj", y.reshape(b, t, d))


def mlp(weights, name, x):
    hidden = jax.nn.gelu(linear(weights, f"{name}.linear1", x), approximate=False)
    return linear(weights, f"{name}.linear2", hidden)


def vit(config, weights, image):
    patch, epsilon = config["patch"], 1e-6
    b, bands, height, width = image.shape
    # Patches do not overlap: their convolution is a product.
    x = image.reshape(b, bands, height // patch, patch, width // patch, patch)
    x = x.transpose(0, 2, 4, 1, 3, 5).reshape(b, -1, bands * patch * patch)
    kernel = weights["patch_embed.proj.weight"]
    x = x @ kernel.reshape(kernel.shape[0], -1).T + weights["patch_embed.proj.bias"]
    if config["pool"] == "cls":
        cls = jnp.broadcast_to(weights["cls_token"], (b, 1, config["dim"]))
        x = jnp.concatenate([cls, x], 1)
    x = x + weights["pos_embed"]
    for number in range(config["depth"]):
        block = f"blocks.{number}"
        y = layer_norm(weights, f"{block}.norm1", x, epsilon)
        x = x + self_attention(weights, f"{block}.self_attn", y, config["heads"])
        x = x + mlp(weights, block, layer_norm(weights, f"{block}.norm2", x, epsilon))
    x = layer_norm(weights, "norm", x, epsilon)
    return linear(weights, "head", x[:, 0] if config["pool"] == "cls" else x.mean(1))


def bert(config, weights, ids):
    epsilon = 1e-12
    x = weights["words.weight"][ids] + weights["positions.weight"][: ids.shape[1]]
    x = layer_norm(weights, "norm", x, epsilon)
    for number in range(config["depth"]):
        block = f"blocks.{number}"
        y = self_attention(weights, f"{block}.self_attn", x, config["heads"])
        x = layer_norm(weights, f"{block}.norm1", x + y, epsilon)
        x = layer_norm(weights, f"{block}.norm2", x + mlp(weights, block, x), epsilon)
    return linear(weights, "head", x)


def cross_entropy(scores, targets):
    likelihoods = jax.nn.log_softmax(scores)
    return -jnp.take_along_axis(likelihoods, targets[..., None], -1).mean()


# The model, what it reads, and what it is to say of it.
MODELS = {"vit": (vit, "image", "label"), "bert": (bert, "ids", "targets")}
