"""Writes HLO modules of jax functions and of their gradients, with values that jax computed.

    python functions.py FOLDER

For each function NAME: `NAME.pb`, the module; `NAME.in0`, `NAME.in1`, … its inputs and `NAME.out0`, …
its results, each a line `TYPE EXTENT,EXTENT,…` and the elements, little-endian.
"""

import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

FUNCTIONS = {}
rng = np.random.default_rng(7)


def normal(*shape, scale=1.0):
    return jnp.asarray(rng.normal(size=shape) * scale, jnp.float32)


def ids(high, *shape):
    return jnp.asarray(rng.integers(0, high, size=shape), jnp.int32)


def function(*arguments, gradient=True):
    """Registers a function, and the value and the gradients of a scalar that is made of its results."""

    def register(f):
        name = f.__name__
        FUNCTIONS[name] = (f, arguments)
        if gradient:
            floats = tuple(i for i, a in enumerate(arguments) if is_float(a))

            def loss(*args):
                return sum(weighed(x) for x in jax.tree.leaves(f(*args)) if is_float(x))

            FUNCTIONS[name + "_gradient"] = (jax.value_and_grad(loss, argnums=floats), arguments)
        return f

    return register


def weighed(x):
    """A scalar on which every element has another influence."""
    if x.size == 1:
        return x.reshape(())
    weights = 1 + jnp.cos(jnp.arange(x.size, dtype=jnp.float32))
    return jnp.sum(jnp.sin(x) * weights.reshape(x.shape))


def is_float(tree):
    return all(jnp.issubdtype(x.dtype, jnp.floating) for x in jax.tree.leaves(tree))


# Networks.


@function({"w1": normal(8, 16, scale=0.3), "b1": normal(16), "w2": normal(16, 4, scale=0.3)}, normal(5, 8))
def mlp(p, x):
    return jax.nn.relu(x @ p["w1"] + p["b1"]) @ p["w2"]


def cross_entropy(logits, labels):
    log = jax.nn.log_softmax(logits)
    return -jnp.mean(jnp.take_along_axis(log, labels[:, None], axis=1))


@function(normal(6, 5), ids(5, 6))
def classifier_loss(logits, labels):
    return cross_entropy(logits, labels)


def convolve(x, w, **how):
    return lax.conv_general_dilated(x, w, dimension_numbers=("NHWC", "HWIO", "NHWC"), **how)


@function(normal(2, 9, 9, 3), normal(3, 3, 3, 8, scale=0.2), normal(3, 3, 8, 8, scale=0.2), normal(8, 4, scale=0.3), ids(4, 2))
def conv_net(x, w1, w2, w3, labels):
    x = jax.nn.gelu(convolve(x, w1, window_strides=(1, 1), padding="SAME"))
    x = lax.reduce_window(x, -jnp.inf, lax.max, (1, 3, 3, 1), (1, 2, 2, 1), "SAME")
    x = jax.nn.silu(convolve(x, w2, window_strides=(2, 2), padding="SAME"))
    x = lax.reduce_window(x, 0.0, lax.add, (1, 2, 2, 1), (1, 1, 1, 1), "VALID") / 4
    return cross_entropy(x.mean(axis=(1, 2)) @ w3, labels)


@function(normal(2, 8, 8, 4), normal(3, 3, 2, 6, scale=0.2))
def grouped_convolution(x, w):
    return convolve(x, w, window_strides=(2, 1), padding=((2, 0), (1, 1)), feature_group_count=2, rhs_dilation=(1, 2))


@function(normal(2, 6, 6, 4), normal(3, 3, 1, 8, scale=0.3))
def depthwise_convolution(x, w):
    return convolve(x, w, window_strides=(1, 1), padding="VALID", feature_group_count=4)


@function(normal(2, 5, 5, 4), normal(3, 3, 3, 4, scale=0.3))
def transposed_convolution(x, w):
    return lax.conv_transpose(x, w, (2, 2), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"), transpose_kernel=True)


@function(normal(2, 7, 7, 3), normal(2, 2, 3, 4, scale=0.3))
def cropped_convolution(x, w):
    return convolve(x, w, window_strides=(1, 1), padding=((-1, 2), (0, -2)))


@function(normal(2, 12, 3), normal(5, 3, 4, scale=0.3))
def convolution_1d(x, w):
    return lax.conv_general_dilated(x, w, (2,), [(2, 3)], dimension_numbers=("NWC", "WIO", "NWC"))


@function(normal(4, 6, 6, 2), normal(3, 3, 2, 4, scale=0.3), gradient=False)
def batch_grouped_convolution(x, w):
    return convolve(x, w, window_strides=(1, 1), padding="VALID", batch_group_count=2)


@function(normal(2, 6, 16), {k: normal(16, 16, scale=0.25) for k in "qkvo"}, normal(16), normal(16))
def attention(x, p, scale, shift):
    def heads(y):
        return y.reshape(2, 6, 4, 4).transpose(0, 2, 1, 3)

    mean = x.mean(-1, keepdims=True)
    y = (x - mean) * lax.rsqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-5) * scale + shift
    q, k, v = (heads(y @ p[n]) for n in "qkv")
    weights = jnp.einsum("bhid,bhjd->bhij", q, k) / 2
    mask = jnp.tril(jnp.ones((6, 6), bool))
    weights = jax.nn.softmax(jnp.where(mask, weights, -1e9))
    y = jnp.einsum("bhij,bhjd->bihd", weights, v).reshape(2, 6, 16)
    return x + y @ p["o"]


@function(normal(3, 10), normal(10), normal(10))
def layer_norm(x, scale, shift):
    mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(var + 1e-6) * scale + shift


@function(normal(7, 2, 5), normal(5, 24, scale=0.3), normal(6, 24, scale=0.3), normal(24))
def lstm(xs, wx, wh, b):
    def turn(state, x):
        h, c = state
        i, f, g, o = jnp.split(x @ wx + h @ wh + b, 4, axis=-1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    zero = jnp.zeros((2, 6), jnp.float32)
    (h, c), hs = lax.scan(turn, (zero, zero), xs)
    return h, c, hs


@function(normal(5, 3))
def reversed_scan(xs):
    return lax.scan(lambda c, x: (jnp.tanh(c + x), c * x), jnp.zeros(3), xs, reverse=True)


@function(normal(6))
def counted_loop(x):
    return lax.fori_loop(0, 5, lambda i, y: jnp.sin(y) + x * i, x)


@function(normal(10, 4), ids(10, 3, 2))
def embedding(table, numbers):
    return table[numbers]


# Reductions, windows, sorting.


@function(normal(3, 8))
def cumulative(x):
    return jnp.cumsum(x, axis=1), jnp.cumsum(x, axis=0), lax.cumsum(x, axis=1, reverse=True), lax.cumprod(x, axis=1)


@function(normal(3, 8), gradient=False)
def cumulative_extremes(x):
    return lax.cummax(x, axis=1), lax.cummin(x, axis=1, reverse=True)


@function(normal(4, 9))
def cumulative_log_sum(x):
    return lax.cumlogsumexp(x, axis=1)


@function(normal(4, 9), ids(3, 4, 9), gradient=False)
def extremes(x, n):
    return jnp.argmax(x, axis=1), jnp.argmin(x, axis=0), jnp.argmax(n, axis=1), jnp.argmax(x), x.max(), n.min(1)


@function(normal(4, 6), gradient=False)
def truth(x):
    return (x > 0).any(1), (x > -1).all(0), (x > 0).sum(1), jnp.isfinite(x), ~(x > 0) ^ (x < 1)


@function(normal(4, 6))
def products(x):
    return x.prod(1), jnp.linalg.norm(x), x.std(0), jax.scipy.special.logsumexp(x, axis=1)


@function(normal(5, 12))
def sorting(x):
    return jnp.sort(x, axis=0), jnp.sort(x, axis=1, descending=True)


@function(normal(5, 12), ids(6, 5, 12), gradient=False)
def argument_sorting(x, n):
    return jnp.argsort(x, axis=1), jnp.argsort(n, axis=0), jnp.median(x, axis=1)


@function(normal(5, 12))
def largest(x):
    return lax.top_k(x, 3)


@function(normal(2, 8, 8, 3))
def overlapping_pools(x):
    most = lax.reduce_window(x, -jnp.inf, lax.max, (1, 3, 2, 1), (1, 1, 2, 1), ((0, 0), (1, 1), (0, 0), (0, 0)))
    sums = lax.reduce_window(x, 0.0, lax.add, (1, 3, 3, 1), (1, 2, 2, 1), ((0, 0), (1, 0), (2, 1), (0, 0)))
    return most, sums


@function(normal(6, 10), gradient=False)
def odd_windows(x):
    least = lax.reduce_window(x, jnp.inf, lax.min, (2, 3), (1, 2), "SAME")
    gaps = lax.reduce_window(x, 0.0, lax.add, (2, 2), (1, 1), "VALID", window_dilation=(2, 3))
    spread = lax.reduce_window(x, -jnp.inf, lax.max, (2, 2), (1, 1), "VALID", base_dilation=(2, 1))
    return least, gaps, spread


@function(normal(4, 16))
def pool_1d(x):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 4), (1, 3), "SAME")


@function(normal(3, 4), gradient=False)
def free_reduction(x):
    return lax.reduce(x, jnp.float32(0), lambda a, b: a + b + a * b * 0.1, (0,))


# Indexing.


@function(normal(5, 6, 3), ids(5, 4), ids(6, 4), ids(6, 5, 2))
def indexing(x, i, j, k):
    two = x[i, j]
    along = jnp.take_along_axis(x[:, :, 0], k, axis=1)
    middle = x[:, j]
    return two, along, middle, x[1:4:2, ::-1], x[-1]


@function(normal(5, 6), ids(9, 4))
def beyond(x, i):
    return jnp.take(x, i - 2, axis=0, mode="clip"), jnp.take(x, i - 2, axis=1, mode="fill", fill_value=7.0)


@function(normal(5, 6), normal(4, 6), ids(5, 4), ids(6, 4))
def updating(x, y, i, j):
    once = jnp.asarray([3, 0, 4, 1])
    return (
        x.at[i].add(y),
        x.at[i, j].add(y[:, 0]),
        x.at[once].set(y),
        x.at[:, 2].set(y[0, :5]),
        x.at[once].multiply(y, unique_indices=True),
        x.at[2].set(y[1]),
    )


@function(normal(5, 6), normal(4, 6), ids(5, 4), gradient=False)
def overwriting(x, y, i):
    return x.at[i].set(y), x.at[i + 3].set(y, mode="drop"), x.at[i - 2].add(y, mode="drop")


@function(normal(8, 6), normal(2, 3), ids(8, 2))
def dynamic(x, y, i):
    a = lax.dynamic_slice(x, (i[0], i[1]), (3, 2))
    b = lax.dynamic_update_slice(x, y, (i[0], i[1]))
    c = lax.dynamic_index_in_dim(x, i[0], 0)
    return a, b, c


@function(normal(3, 4, 5), ids(4, 3))
def batched_rows(x, i):
    return jax.vmap(lambda row, at: row[at])(x, i)


@function(normal(3, 8, 5), ids(6, 3))
def batched_slices(x, i):
    return jax.vmap(lambda row, at: lax.dynamic_slice(row, (at, 1), (3, 2)))(x, i)


# Element by element.


@function(normal(40))
def smooth(x):
    y = jnp.abs(x) + 0.5
    return (
        jnp.exp(x), jnp.log(y), jnp.expm1(x), jnp.log1p(y), jnp.sqrt(y), lax.rsqrt(y), jnp.cbrt(x),
        jnp.tanh(x), jax.nn.sigmoid(x), lax.erf(x), lax.erfc(x), jnp.sin(x), jnp.cos(x), jnp.tan(x * 0.3),
        jnp.arctan2(x, y), jnp.arctan(x), jnp.arcsin(jnp.tanh(x) * 0.9), jnp.arccos(jnp.tanh(x) * 0.9),
        jnp.sinh(x), jnp.cosh(x), jnp.arcsinh(x), jnp.arccosh(y + 1), jnp.arctanh(jnp.tanh(x) * 0.9),
        y ** x, x ** 3, x ** -2, jax.nn.softplus(x), jnp.logaddexp(x, y), lax.erf_inv(jnp.tanh(x) * 0.9),
    )  # fmt: skip


@function(normal(40, scale=3.0))
def jumps(x):
    return (
        jnp.floor(x), jnp.ceil(x), jnp.round(x), lax.round(x, lax.RoundingMethod.AWAY_FROM_ZERO), jnp.trunc(x),
        jnp.sign(x), jnp.abs(x), jnp.clip(x, -1, 2), jnp.maximum(x, 0.5), jnp.minimum(x, 0.5),
        jnp.where(x > 0, x, -2 * x), jnp.fmod(x, 1.3), jnp.mod(x, 1.3), x // 1.3,
    )  # fmt: skip


@function(ids(100, 30), ids(31, 30), gradient=False)
def integers(n, s):
    m = n - 50
    u = n.astype(jnp.uint32) * 40503 + 7
    return (
        m // 7, m % 7, lax.div(m, 7), lax.rem(m, 7), m & s, m | s, m ^ s, ~m, m << 3, m >> 2,
        u << s.astype(jnp.uint32), u >> s.astype(jnp.uint32), lax.shift_right_logical(m, s), m >> s, u * u,
        -m, jnp.abs(m), jnp.sign(m), m.astype(jnp.float32) * 0.5, (m * 0.7).astype(jnp.int32), m > s, n.astype(jnp.uint8),
        lax.clamp(-10, m, 10), m.astype(bool),
    )  # fmt: skip


@function(normal(24), gradient=False)
def conversions(x):
    half = x.astype(jnp.bfloat16)
    return half * half, half.astype(jnp.float32) + 1, x.astype(jnp.float16) + 1, (x > 0).astype(jnp.int32)


# Moving.


@function(normal(3, 4), normal(4))
def moving(x, y):
    return (
        x.T[::-1], jnp.pad(x, ((1, 2), (0, 3)), constant_values=2.5), lax.pad(x, 0.5, ((-1, 2, 1), (1, -2, 2))),
        jnp.concatenate([x, x * 2], 1), jnp.stack([x, x + 1], 1), jnp.roll(x, 2, axis=1), x + y, jnp.outer(y, y),
        x.T[:, None, :] * 2, jnp.tile(x, (2, 1)), jnp.flip(x, 0),
        jnp.repeat(x, 2, axis=0), jnp.triu(x), jnp.diagonal(x), jnp.eye(3) * x[0, 0], jnp.linspace(0, 1, 5) * x[0, 0],
    )  # fmt: skip


@function(normal(2, 3, 4, 5), normal(4, 2, 6, 5))
def contractions(x, y):
    return jnp.einsum("abcd,caed->bace", x, y), jnp.einsum("abcd,cefd->abef", x, y), jnp.tensordot(x, y, ((2, 0), (0, 1)))


@function(normal(4), normal(4), normal(3, 4))
def vectors(a, b, m):
    return a @ b, m @ a, a @ m.T, jnp.vdot(m, m)


@function(ids(9, 3, 4), ids(9, 4, 2), gradient=False)
def integer_product(a, b):
    return a @ b


# Control.


@function(normal(3), ids(2), ids(3))
def branches(x, when, which):
    y = lax.cond(when > 0, lambda v: v * 2, lambda v: jnp.sin(v), x)
    return y, lax.switch(which, [jnp.exp, jnp.cos, lambda v: v + 1], x)


@function(normal(4, 3))
def recomputed(x):
    return jax.checkpoint(lambda v: jnp.sin(jnp.tanh(v) * v))(x)


@function(normal(4, 3), gradient=False)
def random_key(x):
    key = jax.random.key(3)
    bits = jax.random.bits(key, (4, 3))
    return bits, x + (bits >> 9).astype(jnp.float32) * 2.0**-23, jax.random.randint(jax.random.split(key)[0], (5,), 0, 100)


@function(normal(5, 4), {"m": normal(5, 4, scale=0.1), "v": jnp.abs(normal(5, 4, scale=0.01))}, normal(3, 5), jnp.float32(3.0), jnp.float32(1e-2), gradient=False)
def adamw_step(w, state, x, step, rate):
    loss, g = jax.value_and_grad(lambda w: jnp.mean(jnp.tanh(x @ w) ** 2))(w)
    m = 0.9 * state["m"] + 0.1 * g
    v = 0.999 * state["v"] + 0.001 * g * g
    update = (m / (1 - 0.9**step)) / (jnp.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return loss, w - rate * (update + 0.01 * w), {"m": m, "v": v}


def write(path, array):
    array = np.asarray(array)
    line = f"{array.dtype.name} {','.join(map(str, array.shape))}\n"
    path.write_bytes(line.encode() + np.ascontiguousarray(array).tobytes())


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, (f, arguments) in FUNCTIONS.items():
        jitted = jax.jit(f, keep_unused=True)
        module = jitted.lower(*arguments).compiler_ir("hlo")
        (folder / f"{name}.pb").write_bytes(module.as_serialized_hlo_module_proto())
        for i, leaf in enumerate(jax.tree.leaves(arguments)):
            write(folder / f"{name}.in{i}", leaf)
        for i, leaf in enumerate(jax.tree.leaves(jitted(*arguments))):
            write(folder / f"{name}.out{i}", leaf)
    print("\n".join(FUNCTIONS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
