"""Makes modules.json.gz: small HLO modules with inputs and the outputs that XLA computes for them.

    pip install jax==0.10.2 jaxlib==0.10.2 && python make.py

The modules are what jax lowers its own functions and gradients to, and HLO text for operations that jax does not
emit. XLA (the one in jaxlib, on the processor) runs exactly these modules.
"""

import gzip
import json
import pathlib
import re

import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
from jax import lax
from jax._src import xla_bridge
from jaxlib import _hlo, _jax
from jaxlib import xla_client as xc

VERSION = "0.10.2"
assert jax.__version__ == VERSION, jax.__version__
jax.config.update("jax_enable_x64", True)

NAMES = {
    np.dtype(bool): "pred", np.dtype(np.int8): "s8", np.dtype(np.int16): "s16", np.dtype(np.int32): "s32",
    np.dtype(np.int64): "s64", np.dtype(np.uint8): "u8", np.dtype(np.uint16): "u16", np.dtype(np.uint32): "u32",
    np.dtype(np.uint64): "u64", np.dtype(np.float16): "f16", np.dtype(ml_dtypes.bfloat16): "bf16",
    np.dtype(np.float32): "f32", np.dtype(np.float64): "f64",
}
BF16 = ml_dtypes.bfloat16
CASES = []
RNG = np.random.default_rng(7)


def normal(*dims, dtype=np.float32):
    return RNG.standard_normal(dims).astype(dtype)


def integers(*dims, low=-9, high=10, dtype=np.int32):
    return RNG.integers(low, high, dims).astype(dtype)


def tensor(value):
    value = np.asarray(value)
    return {"element": NAMES[value.dtype], "dims": list(value.shape), "data": value.tobytes().hex()}


def add(name, module, inputs):
    backend = xla_bridge.get_backend("cpu")
    devices = backend.local_devices()[:1]
    stable = _jax.mlir.hlo_to_stablehlo(module)
    executable = backend.compile_and_load(stable, _jax.DeviceList(tuple(devices)), xc.CompileOptions())
    placed = [jax.device_put(np.asarray(value), devices[0]) for value in inputs]
    outputs = [np.asarray(output) for output in executable.execute(placed)]
    CASES.append({
        "name": name,
        "module": module.hex(),
        "inputs": [tensor(value) for value in inputs],
        "outputs": [tensor(value) for value in outputs],
    })


def case(name, function, *inputs):
    # keep_unused: the module's parameters are the inputs, used or not.
    lowered = jax.jit(function, keep_unused=True).lower(*inputs)
    add(name, lowered.compiler_ir("hlo").as_serialized_hlo_module_proto(), inputs)


def plain_case(name, function, *inputs):
    """The same with row-major layouts: jax gives a transposed result another one."""
    lowered = jax.jit(function).lower(*inputs).compiler_ir("hlo").as_hlo_text()
    module = _hlo.hlo_module_from_text(re.sub(r"(?<=\])\{[0-9,]*\}", "", lowered))
    add(name, module.as_serialized_hlo_module_proto(), inputs)


def text(name, source, *inputs):
    module = _hlo.hlo_module_from_text("HloModule m\n" + source)
    add(name, module.as_serialized_hlo_module_proto(), inputs)


# Functions of elements.
EDGES = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1e-3, -1e-3, 3.7, -3.7, 20.0, -20.0, np.inf, -np.inf, np.nan])
FLOAT = ["abs", "cbrt", "ceil", "cosine", "erf", "exponential", "exponential-minus-one", "floor", "is-finite", "log",
         "log-plus-one", "logistic", "negate", "round-nearest-afz", "round-nearest-even", "rsqrt", "sign", "sine", "sqrt",
         "tan", "tanh"]
for dtype in [np.float32, np.float64, BF16, np.float16]:
    kind = NAMES[np.dtype(dtype)]
    count = len(EDGES)
    for name in FLOAT:
        result = "pred" if name == "is-finite" else kind
        text(f"{name} {kind}", f"ENTRY e {{ x = {kind}[{count}] parameter(0)\n ROOT r = {result}[{count}] {name}(x) }}",
             EDGES.astype(dtype))
    # A sum or product of NaNs of either sign is one of either sign: the test takes any NaN for another.
    a = np.repeat(EDGES, count).astype(dtype)
    b = np.tile(EDGES, count).astype(dtype)
    for name in ["add", "subtract", "multiply", "divide", "remainder", "power", "maximum", "minimum", "atan2"]:
        text(f"{name} {kind}", f"ENTRY e {{ a = {kind}[{len(a)}] parameter(0)\n b = {kind}[{len(a)}] parameter(1)\n"
             f" ROOT r = {kind}[{len(a)}] {name}(a, b) }}", a, b)
    for direction in ["EQ", "NE", "LT", "LE", "GT", "GE"]:
        for order in ["FLOAT", "TOTALORDER"]:
            text(f"compare {direction} {order} {kind}", f"ENTRY e {{ a = {kind}[{len(a)}] parameter(0)\n"
                 f" b = {kind}[{len(a)}] parameter(1)\n ROOT r = pred[{len(a)}] compare(a, b), direction={direction},"
                 f" type={order} }}", a, b)

for dtype in [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64]:
    kind = NAMES[np.dtype(dtype)]
    info = np.iinfo(dtype)
    edges = np.array([0, 1, 2, 3, 5, 7, info.max, info.min, info.max // 2] + ([-1, -2, -7] if info.min else []), dtype)
    a, b = np.repeat(edges, len(edges)), np.tile(edges, len(edges))
    for name in ["add", "subtract", "multiply", "divide", "remainder", "maximum", "minimum", "and", "or", "xor",
                 "shift-left", "shift-right-logical", "shift-right-arithmetic"]:
        text(f"{name} {kind}", f"ENTRY e {{ a = {kind}[{len(a)}] parameter(0)\n b = {kind}[{len(a)}] parameter(1)\n"
             f" ROOT r = {kind}[{len(a)}] {name}(a, b) }}", a, b)
    for direction in ["EQ", "LT", "GE"]:
        text(f"compare {direction} {kind}", f"ENTRY e {{ a = {kind}[{len(a)}] parameter(0)\n"
             f" b = {kind}[{len(a)}] parameter(1)\n ROOT r = pred[{len(a)}] compare(a, b), direction={direction} }}", a, b)
    for name in ["negate", "not", "popcnt", "count-leading-zeros"] + (["abs", "sign"] if info.min else []):
        text(f"{name} {kind}", f"ENTRY e {{ x = {kind}[{len(edges)}] parameter(0)\n"
             f" ROOT r = {kind}[{len(edges)}] {name}(x) }}", edges)
for dtype in [np.int32, np.uint8]:
    kind = NAMES[np.dtype(dtype)]
    a = np.repeat(np.arange(-3, 4), 6).astype(dtype)
    b = np.tile(np.arange(0, 6), 7).astype(dtype)
    text(f"power {kind}", f"ENTRY e {{ a = {kind}[42] parameter(0)\n b = {kind}[42] parameter(1)\n"
         f" ROOT r = {kind}[42] power(a, b) }}", a, b)
truth = np.array([False, True])
for name in ["and", "or", "xor", "maximum", "minimum", "add", "multiply"]:
    text(f"{name} pred", f"ENTRY e {{ a = pred[4] parameter(0)\n b = pred[4] parameter(1)\n ROOT r = pred[4] {name}(a, b) }}",
         np.repeat(truth, 2), np.tile(truth, 2))
text("not pred", "ENTRY e { a = pred[2] parameter(0)\n ROOT r = pred[2] not(a) }", truth)

# Conversions.
for source in NAMES:
    for target, kind in NAMES.items():
        if source.kind in "fV":
            values = np.array([0.0, 1.0, -1.0, 1.75, -1.75, 2.5, 100.3, 1e-7, 65000.0, 300.0, -300.0])
            if target.kind in "iu":
                values = np.concatenate([values, [np.nan, np.inf, -np.inf]])
        elif source.kind == "b":
            values = truth
        else:
            info = np.iinfo(source)
            values = np.array([0, 1, 2, 100, info.max, info.min, info.max - 1, info.max // 3], source)
        values = values.astype(source)
        name = NAMES[source]
        text(f"convert {name} to {kind}", f"ENTRY e {{ x = {name}[{len(values)}] parameter(0)\n"
             f" ROOT r = {kind}[{len(values)}] convert(x) }}", values)
text("bitcast-convert f32 to u32", "ENTRY e { x = f32[3] parameter(0)\n ROOT r = u32[3] bitcast-convert(x) }", normal(3))
text("bitcast-convert u32 to u8", "ENTRY e { x = u32[3] parameter(0)\n ROOT r = u8[3,4] bitcast-convert(x) }",
     integers(3, high=2**31 - 1, low=0, dtype=np.uint32))
text("bitcast-convert u16 to f32", "ENTRY e { x = u16[3,2] parameter(0)\n ROOT r = f32[3] bitcast-convert(x) }",
     integers(3, 2, low=0, high=30000, dtype=np.uint16))

# Choices and bounds.
text("select", "ENTRY e { c = pred[2,3] parameter(0)\n a = s32[2,3] parameter(1)\n b = s32[2,3] parameter(2)\n"
     " ROOT r = s32[2,3] select(c, a, b) }", normal(2, 3) > 0, integers(2, 3), integers(2, 3))
text("clamp by scalars", "ENTRY e { l = f32[] parameter(0)\n x = f32[6] parameter(1)\n h = f32[] parameter(2)\n"
     " ROOT r = f32[6] clamp(l, x, h) }", np.float32(-0.5), np.array([-2, -0.2, 0.1, 3, np.nan, np.inf], np.float32), np.float32(1))
text("clamp by arrays", "ENTRY e { l = s32[3] parameter(0)\n x = s32[3] parameter(1)\n h = s32[3] parameter(2)\n"
     " ROOT r = s32[3] clamp(l, x, h) }", np.int32([1, 2, 3]), np.int32([0, 9, 3]), np.int32([4, 5, 6]))

# Movement.
for kind in ["f32", "u8", "bf16", "f16", "s64"]:
    text(f"iota {kind}", f"ENTRY e {{ ROOT r = {kind}[2,5,3] iota(), iota_dimension=1 }}")
text("broadcast", "ENTRY e { x = f32[3] parameter(0)\n s = f32[] constant(2.5)\n a = f32[2,3,4] broadcast(x), dimensions={1}\n"
     " b = f32[2,3,4] broadcast(s), dimensions={}\n y = f32[2,3] parameter(1)\n c = f32[2,3,4] broadcast(y), dimensions={0,1}\n"
     " d = f32[2,3,4] add(a, b)\n ROOT r = f32[2,3,4] add(c, d) }", normal(3), normal(2, 3))
plain_case("transposes", lambda x: [x.transpose(2, 0, 1), x.transpose(1, 0, 2), x.transpose(2, 1, 0), x.reshape(4, 35).T],
           normal(4, 5, 7))
plain_case("transpose of bytes", lambda x: x.transpose(0, 2, 1), integers(3, 40, 37, dtype=np.int8))
case("reverse", lambda x: lax.rev(x, (0, 2)), normal(2, 3, 4))
case("slices", lambda x: [x[1:7:2, 2:], x[:, ::3], lax.slice(x, (0, 4), (8, 4))], normal(8, 5))
case("concatenate", lambda a, b: [jnp.concatenate([a, b, a], 1), jnp.concatenate([a, a], 0)], normal(2, 3), normal(2, 1))
case("pads", lambda x, v: [lax.pad(x, v, ((1, 2, 0), (0, 1, 2))), lax.pad(x, v, ((-1, 1, 1), (2, -3, 1))),
                           lax.pad(x, v, ((-2, -2, 0), (-1, 5, 3)))], normal(4, 5), np.float32(7))
case("dynamic-slice", lambda x, i, j: [lax.dynamic_slice(x, (i, j), (2, 3)), lax.dynamic_slice(x, (j, i), (1, 4))],
     normal(5, 6), np.int32(4), np.int32(-2))
text("dynamic-slice beyond the ends", "ENTRY e { x = f32[5,6] parameter(0)\n i = s32[] parameter(1)\n j = s32[] constant(200)\n"
     " ROOT r = f32[2,3] dynamic-slice(x, i, j), dynamic_slice_sizes={2,3} }", normal(5, 6), np.int32(-7))
text("dynamic-update-slice", "ENTRY e { x = f32[5,6] parameter(0)\n u = f32[2,3] parameter(1)\n i = s32[] constant(9)\n"
     " j = s32[] constant(1)\n ROOT r = f32[5,6] dynamic-update-slice(x, u, i, j) }", normal(5, 6), normal(2, 3))

# Reductions.
x = normal(3, 4, 5, 6)
for axes in [(0,), (3,), (1, 2), (0, 3), (0, 2), (0, 1, 2, 3), (1, 3)]:
    case(f"reductions along {axes}", lambda x: [x.sum(axes), x.max(axes), x.min(axes), x.prod(axes)], x)
case("reductions of 1000 elements", lambda x: [x.sum(1), x.sum(0), x.max(1), x.max()], normal(7, 1000))
case("reductions of bf16", lambda x: [x.sum(0), x.sum(1), x.max(0)], normal(6, 50, dtype=BF16))
case("reductions of integers", lambda x: [x.sum(0), x.max(1), x.min(), lax.reduce_and(x, (0,)), lax.reduce_or(x, (1,)),
                                          lax.reduce_xor(x, (1,))], integers(5, 6))
case("reductions of truth", lambda x: [x.all(0), x.any(1), x.sum()], normal(4, 5) > 0)
case("reductions of nothing", lambda x: [x.sum(0), x.sum(1), x.max(1, initial=-3.0)], np.zeros((3, 0), np.float32))
case("maxima of NaN", lambda x: [x.max(), x.min(), x.max(0)], np.array([[1, np.nan], [2, 3]], np.float32))
case("argmax", lambda x: [x.argmax(0), x.argmax(1), x.argmin(1)], normal(6, 7))
case("a variadic reduction", lambda x, i: lax.reduce(
    (x, i), (np.float32(0), np.int32(1)), lambda a, b: (a[0] + b[0] * 2, lax.max(a[1], b[1]) + 1), (1,)),
    normal(4, 5), integers(4, 5))
for name, window in {
    "plain": dict(window_dimensions=(1, 2, 2), window_strides=(1, 2, 2), padding="VALID"),
    "same": dict(window_dimensions=(1, 3, 3), window_strides=(1, 1, 1), padding="SAME"),
    "dilated": dict(window_dimensions=(1, 2, 3), window_strides=(1, 2, 1), padding=((0, 0), (1, 2), (2, 1)),
                    base_dilation=(1, 2, 1), window_dilation=(1, 1, 2)),
    "negative": dict(window_dimensions=(1, 2, 2), window_strides=(1, 1, 1), padding=((0, 0), (-1, 1), (0, -2))),
}.items():
    case(f"reduce-window {name}", lambda x: [
        lax.reduce_window(x, -np.inf, lax.max, **window), lax.reduce_window(x, 0.0, lax.add, **window),
        lax.reduce_window(x, np.inf, lax.min, **window), lax.reduce_window(x, 1.0, lambda a, b: a * b * 1.5, **window)],
        normal(2, 6, 7).astype(np.float64))
case("reduce-window of integers", lambda x: lax.reduce_window(x, np.int32(0), lax.add, (2, 2), (1, 2), "VALID"), integers(5, 6))
case("cumulative sum", lambda x: [lax.cumsum(x, 1), lax.cummax(x, 0)], normal(5, 9))
case("max pooling and its gradient", jax.value_and_grad(lambda x: (lax.reduce_window(
    x, -np.inf, lax.max, (1, 3, 3, 1), (1, 2, 2, 1), ((0, 0), (1, 1), (1, 1), (0, 0))) ** 2).sum()), normal(2, 7, 7, 3))
text("select-and-scatter by any function", """
s { a = f32[] parameter(0)
 b = f32[] parameter(1)
 na = f32[] negate(a)
 nb = f32[] negate(b)
 ROOT r = pred[] compare(na, nb), direction=GE }
f { a = f32[] parameter(0)
 b = f32[] parameter(1)
 m = f32[] multiply(a, b)
 ROOT r = f32[] add(m, b) }
ENTRY e { x = f32[6,6] parameter(0)
 u = f32[3,3] parameter(1)
 z = f32[] constant(1)
 ROOT r = f32[6,6] select-and-scatter(x, u, z), window={size=3x3 stride=2x2 pad=0_1x0_1}, select=s, scatter=f }""",
     normal(6, 6), normal(3, 3))

# Products.
case("dots", lambda a, b: [a @ b, b.T @ a.T],
     normal(5, 7), normal(7, 3))
case("a dot of vectors", lambda a, b: [a @ b, lax.dot_general(a, b, (((), ()), ((), ())))], normal(9), normal(9))
case("batched dots", lambda a, b: lax.dot_general(a, b, (((3, 1), (1, 2)), ((0,), (0,)))),
     normal(2, 3, 4, 5), normal(2, 5, 3, 6))
case("dots with batches inside", lambda a, b: [lax.dot_general(a, b, (((0,), (3,)), ((1, 3), (1, 0)))),
                                              jnp.einsum("bhqd,bhkd->bhqk", a, a), jnp.einsum("abcd,dbea->ce", a, b)],
     normal(2, 3, 4, 5), normal(5, 3, 4, 2))
plain_case("attention", lambda q, k, v: jnp.einsum("bqkh,bkhd->bqhd", jax.nn.softmax(jnp.einsum("bqhd,bkhd->bqkh", q, k), 2), v),
     normal(2, 5, 3, 4), normal(2, 5, 3, 4), normal(2, 5, 3, 4))
case("dots of bf16", lambda a, b: [a @ b, lax.dot(a, b, preferred_element_type=np.float32)], normal(5, 70, dtype=BF16), normal(70, 3, dtype=BF16))
case("dots of f16 and f64", lambda a, b: [a @ b, a.astype(np.float64) @ b.astype(np.float64)], normal(4, 6, dtype=np.float16), normal(6, 3, dtype=np.float16))
case("dots of integers", lambda a, b: [a @ b, lax.dot(a.astype(np.int8), b.astype(np.int8), preferred_element_type=np.int32)],
     integers(4, 6), integers(6, 3))
case("a dot of nothing", lambda a, b: a @ b, np.zeros((3, 0), np.float32), np.zeros((0, 2), np.float32))


def convolution(x, w, **settings):
    numbers = settings.pop("numbers", ("NHWC", "HWIO", "NHWC"))
    return lax.conv_general_dilated(x, w, dimension_numbers=numbers, **settings)


for name, (x, w, settings) in {
    "plain": (normal(2, 6, 7, 3), normal(3, 3, 3, 4), dict(window_strides=(1, 1), padding="SAME")),
    "strided": (normal(2, 8, 9, 3), normal(3, 2, 3, 4), dict(window_strides=(2, 3), padding="VALID")),
    "padded unevenly": (normal(2, 6, 7, 3), normal(3, 3, 3, 4), dict(window_strides=(2, 1), padding=((2, 0), (-1, 3)))),
    "dilated kernel": (normal(1, 9, 9, 2), normal(3, 3, 2, 3), dict(window_strides=(1, 1), padding="SAME", rhs_dilation=(2, 3))),
    "dilated input": (normal(1, 4, 5, 2), normal(3, 3, 2, 3), dict(window_strides=(1, 1), padding=((1, 1), (2, 2)), lhs_dilation=(2, 2))),
    "everything": (normal(2, 5, 6, 4), normal(2, 3, 2, 6), dict(window_strides=(2, 1), padding=((3, -1), (0, 2)), lhs_dilation=(3, 2),
                                                              rhs_dilation=(2, 1), feature_group_count=2)),
    "depthwise": (normal(2, 6, 6, 5), normal(3, 3, 1, 5), dict(window_strides=(1, 1), padding="SAME", feature_group_count=5)),
    "batch groups": (normal(4, 6, 6, 3), normal(3, 3, 3, 8), dict(window_strides=(1, 1), padding="SAME", batch_group_count=2)),
    "channels first": (normal(2, 3, 6, 7), normal(4, 3, 3, 3), dict(window_strides=(1, 2), padding="SAME", numbers=("NCHW", "OIHW", "NCHW"))),
    "one by one": (normal(2, 6, 7, 3), normal(1, 1, 3, 4), dict(window_strides=(2, 2), padding="VALID")),
}.items():
    case(f"convolution {name}", lambda x, w: convolution(x, w, **settings), x, w)
    case(f"convolution {name}: gradient", jax.grad(lambda x, w: (convolution(x, w, **settings) ** 2).sum(), (0, 1)), x, w)
case("convolution in one dimension", lambda x, w: lax.conv_general_dilated(x, w, (2,), "SAME"), normal(2, 3, 11), normal(4, 3, 5))
case("convolution in three dimensions", lambda x, w: lax.conv_general_dilated(x, w, (1, 2, 1), "SAME"), normal(1, 2, 4, 5, 6), normal(3, 2, 2, 3, 2))
case("convolution of bf16", lambda x, w: convolution(x, w, window_strides=(1, 1), padding="SAME"), normal(1, 6, 6, 8, dtype=BF16), normal(3, 3, 8, 4, dtype=BF16))
text("convolution with a reversed window", "ENTRY e { x = f32[1,6,7,2] parameter(0)\n w = f32[3,2,2,3] parameter(1)\n"
     " ROOT r = f32[1,6,7,3] convolution(x, w), window={size=3x2 pad=1_1x1_0 rhs_reversal=1x1}, dim_labels=b01f_01io->b01f }",
     normal(1, 6, 7, 2), normal(3, 2, 2, 3))

# Places that an array says. Every index lies within its operand.
SAFE = dict(mode="promise_in_bounds")
case("rows", lambda x, i: x.at[i].get(**SAFE), normal(9, 4), integers(3, 2, low=0, high=9))
case("columns", lambda x, i: x.at[:, i].get(**SAFE), normal(4, 9), integers(5, low=0, high=9))
case("points", lambda x, i, j: x.at[i, :, j].get(**SAFE), normal(4, 3, 5), integers(6, low=0, high=4), integers(6, low=0, high=5))
case("gradient of rows", jax.grad(lambda x, i, w: (x.at[i].get(**SAFE) * w).sum()), normal(5, 4), integers(7, low=0, high=5), normal(7, 4))
case("gather of blocks", lambda x, i: lax.gather(x, i, lax.GatherDimensionNumbers((1, 2), (), (0, 1)), (2, 3), mode="promise_in_bounds"),
     normal(6, 7), integers(4, 2, low=0, high=5))
case("gather in step", lambda x, i: jnp.take_along_axis(x, i, 1, mode="promise_in_bounds"), normal(5, 6), integers(5, 3, low=0, high=6))
case("scatters", lambda x, i, u: [x.at[i].add(u, **SAFE), x.at[i].max(u, **SAFE), x.at[i].multiply(u, **SAFE),
                                  x.at[jnp.arange(3) * 2].set(u[:3], **SAFE)], normal(6, 4), integers(7, low=0, high=6), normal(7, 4))
case("scatter of columns", lambda x, i, u: x.at[:, i].add(u, **SAFE), integers(4, 6), integers(3, low=0, high=6), integers(4, 3))
case("scatter in step", lambda x, i, u: jax.vmap(lambda x, i, u: x.at[i].add(u, **SAFE))(x, i, u), normal(3, 5), integers(3, 4, low=0, high=5), normal(3, 4))
case("scatter by any function", lambda x, i, u: lax.scatter_apply(x, i, lambda v: v * 2 + 1, lax.ScatterDimensionNumbers((), (0,), (0,)),
     update_shape=(2,), mode="promise_in_bounds"), normal(6), np.int32([[1], [4]]), normal(2))

# Sorts.
case("sorts", lambda x: [jnp.sort(x, 0), jnp.sort(x, 1), jnp.argsort(x, 1), -jnp.sort(-x, 0)], normal(6, 7))
case("sort of integers with ties", lambda x: [jnp.argsort(x, stable=True), jnp.sort(x)], integers(30, low=0, high=5))
case("sort by two keys", lambda a, b, c: lax.sort((a, b, c), num_keys=2), integers(20, low=0, high=3), normal(20), integers(20))
text("sort by a simple comparator", "c { a = f32[] parameter(0)\n b = f32[] parameter(1)\n i = s32[] parameter(2)\n j = s32[] parameter(3)\n"
     " ROOT r = pred[] compare(a, b), direction=GT }\nENTRY e { x = f32[3,8] parameter(0)\n i = s32[3,8] parameter(1)\n"
     " ROOT r = (f32[3,8], s32[3,8]) sort(x, i), dimensions={1}, is_stable=true, to_apply=c }", normal(3, 8), integers(3, 8))

# Control.
case("a loop", lambda x: lax.fori_loop(0, 7, lambda i, v: v * 1.5 + i, x), normal(3))
case("a loop with a condition", lambda x: lax.while_loop(lambda v: v[0] < 50, lambda v: (v[0] + v[1], v[1] + 1), (x, x * 0 + 1)), np.float32(2))
case("a scan and its gradient", jax.value_and_grad(lambda w, x: (lax.scan(lambda h, x: (jnp.tanh(h @ w + x),) * 2, x[0], x)[1] ** 2).sum()),
     normal(4, 4), normal(6, 2, 4))
case("a choice of two", lambda c, x: lax.cond(c, lambda x: x * 2, lambda x: x - 1, x), np.bool_(True), normal(3))
for index in [-1, 0, 2, 9]:
    case(f"choice {index} of three", lambda i, x: lax.switch(i, [lambda x: x, lambda x: x * 2, lambda x: x * 3], x), np.int32(index), normal(3))
text("choice out of range", "a { p = f32[] parameter(0)\n ROOT r = f32[] negate(p) }\nb { q = f32[] parameter(0)\n ROOT s = f32[] exponential(q) }\n"
     "ENTRY e { i = s32[] parameter(0)\n x = f32[] parameter(1)\n ROOT r = f32[] conditional(i, x, x), branch_computations={a, b} }",
     np.int32(-3), np.float32(1))
text("call and barrier", "f { x = f32[2] parameter(0)\n y = f32[2] parameter(1)\n ROOT r = (f32[2], f32[2]) tuple(y, x) }\n"
     "ENTRY e { a = f32[2] parameter(0)\n b = f32[2] parameter(1)\n t = (f32[2], f32[2]) call(a, b), to_apply=f\n"
     " o = (f32[2], f32[2]) opt-barrier(t)\n g = f32[2] get-tuple-element(o), index=0\n h = f32[2] get-tuple-element(o), index=1\n"
     " ROOT r = f32[2] subtract(g, h) }", normal(2), normal(2))
case("random bits by threefry", lambda k: jax.random.bits(jax.random.wrap_key_data(k), (5,), np.uint32), np.uint32([3, 4]))
text("collectives of one device", "f { x = f32[] parameter(0)\n y = f32[] parameter(1)\n ROOT r = f32[] add(x, y) }\n"
     "ENTRY e { a = f32[4] parameter(0)\n b = f32[4] all-reduce(a), replica_groups={{0}}, to_apply=f\n"
     " c = f32[4] all-gather(b), replica_groups={{0}}, dimensions={0}\n"
     " ROOT r = f32[4] reduce-scatter(c), replica_groups={{0}}, dimensions={0}, to_apply=f }", normal(4))


# Whole training steps.
def layer_norm(x, g, b):
    mean = x.mean(-1, keepdims=True)
    return (x - mean) * lax.rsqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-5) * g + b


def transformer(p, x):
    for block in p["blocks"]:
        h = layer_norm(x, *block["n1"])
        q, k, v = jnp.split((h @ block["qkv"]).reshape(*h.shape[:2], 2, -1), 3, -1)
        a = jax.nn.softmax(jnp.einsum("bqhd,bkhd->bhqk", q, k) / 2.0)
        x = x + jnp.einsum("bhqk,bkhd->bqhd", a, v).reshape(x.shape) @ block["o"]
        h = layer_norm(x, *block["n2"])
        x = x + jax.nn.gelu(h @ block["f1"], approximate=False) @ block["f2"]
    return x.mean(1) @ p["head"]


def adamw(gradient, value, m, v, rate, step):
    m = 0.9 * m + 0.1 * gradient
    v = 0.999 * v + 0.001 * gradient**2
    update = (m / (1 - 0.9**step)) / (jnp.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return value - rate * (update + 0.01 * value), m, v


def training_step(model):
    def step(p, m, v, x, y, rate, number):
        def loss(p):
            logits = jax.nn.log_softmax(model(p, x))
            return -(logits * jax.nn.one_hot(y, logits.shape[-1], dtype=np.float32)).sum(-1).mean()

        value, gradient = jax.value_and_grad(loss)(p)
        updated = jax.tree.map(lambda g, p, m, v: adamw(g, p, m, v, rate, number), gradient, p, m, v)
        return value, updated

    return step


def training_case(name, model, p, x, y):
    zeros = jax.tree.map(np.zeros_like, p)
    leaves, structure = jax.tree.flatten((p, zeros, zeros, x, y, np.float32(0.01), np.float32(1)))
    step = training_step(model)
    case(name, lambda *leaves: jax.tree.leaves(step(*jax.tree.unflatten(structure, leaves))), *leaves)


width = 16
block = lambda: {"n1": (np.ones(width, np.float32), np.zeros(width, np.float32)), "qkv": normal(width, 3 * width) * 0.2,
                 "o": normal(width, width) * 0.2, "n2": (np.ones(width, np.float32), np.zeros(width, np.float32)),
                 "f1": normal(width, 2 * width) * 0.2, "f2": normal(2 * width, width) * 0.2}
training_case("a training step of a transformer", transformer, {"blocks": [block(), block()], "head": normal(width, 5) * 0.2},
              normal(3, 6, width), np.int32([0, 3, 4]))


def network(p, x):
    for w, g, b in p["layers"]:
        x = convolution(x, w, window_strides=(1, 1), padding="SAME")
        mean, variance = x.mean((0, 1, 2)), x.var((0, 1, 2))
        x = jax.nn.relu((x - mean) * lax.rsqrt(variance + 1e-5) * g + b)
        x = lax.reduce_window(x, -np.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
    return x.reshape(x.shape[0], -1) @ p["head"]


training_case("a training step of a convolutional network", network,
              {"layers": [(normal(3, 3, 2, 4) * 0.3, np.ones(4, np.float32), np.zeros(4, np.float32)),
                          (normal(3, 3, 4, 6) * 0.3, np.ones(6, np.float32), np.zeros(6, np.float32))], "head": normal(24, 3) * 0.3},
              normal(4, 8, 8, 2), np.int32([0, 1, 2, 1]))

document = json.dumps({"made_with": f"jax and jaxlib {VERSION}", "cases": CASES}, indent=None, separators=(",", ":"))
path = pathlib.Path(__file__).with_name("modules.json.gz")
path.write_bytes(gzip.compress(document.encode(), 9, mtime=0))
print(len(CASES), "cases,", path.stat().st_size, "bytes")
