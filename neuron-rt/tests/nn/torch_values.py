"""Prints torch_values.rs: what PyTorch (1.13 or newer, on the CPU, in f64) makes of the cases.

    python3 torch_values.py > torch_values.rs

Every tensor is a wave whose phase is made of its name, so that both sides can make it. Of every
result its shape is printed, and its sums against two other waves, its first and its last element.
"""
import math
from collections import OrderedDict
import torch
from torch import nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def phase(name):
    return float(sum(name.encode()) % 97)


def wave(name, shape, scale=0.5):
    n = math.prod(shape)
    i = torch.arange(n, dtype=torch.float64)
    return (scale * torch.sin(0.9 * i + phase(name))).reshape(shape)


def digest(t):
    t = t.detach().reshape(-1)
    i = torch.arange(t.numel(), dtype=torch.float64)
    values = [(t * torch.cos(0.3 * i)).sum(), (t * torch.sin(0.17 * i + 1)).sum(), t[0], t[-1]]
    return [float(v) for v in values]


cases = []


def emit(case, rows):
    cases.append((case, [(name, list(t.shape), digest(t)) for name, t in rows]))


def fill(module):
    with torch.no_grad():
        for name, p in module.named_parameters():
            p.copy_(wave(name, p.shape))
        for name, b in module.named_buffers():
            if name.endswith("running_mean"):
                b.copy_(wave(name, b.shape))
            if name.endswith("running_var"):
                b.copy_(wave(name, b.shape) + 1)


def case(name, function, inputs, module=None, more=lambda: []):
    """The result, and the gradients of its sum against a wave."""
    if module is not None:
        module.zero_grad()
    leaves = {k: v.requires_grad_(v.is_floating_point()) for k, v in inputs.items()}
    out = function(*leaves.values())
    (out * wave("cotangent", out.shape)).sum().backward()
    rows = [("out", out)]
    rows += [("grad " + k, v.grad) for k, v in leaves.items() if v.grad is not None]
    if module is not None:
        rows += [("grad " + k, p.grad) for k, p in module.named_parameters()]
    emit(name, rows + more())


def layer(name, module, inputs, function=None, more=lambda: []):
    fill(module)
    case(name, function or module, inputs, module, more)


x = lambda *shape: {"x": wave("x", shape, 2.0)}

# Layers.
layer("linear", nn.Linear(5, 3), x(2, 4, 5))
layer("embedding", nn.Embedding(7, 3), {"ids": torch.tensor([[1, 6, 1], [0, 2, 3]])})
layer("layer_norm", nn.LayerNorm(6), x(2, 3, 6))
layer("group_norm", nn.GroupNorm(2, 4), x(2, 4, 3, 2))


class RmsNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


layer("rms_norm", RmsNorm(6), x(2, 3, 6))
bn = nn.BatchNorm2d(3)
layer("batch_norm_train", bn, x(4, 3, 2, 2),
      more=lambda: [("running_mean", bn.running_mean), ("running_var", bn.running_var)])
layer("batch_norm_eval", nn.BatchNorm2d(3).eval(), x(4, 3, 2, 2))
layer("conv1d", nn.Conv1d(4, 6, 3, stride=2, padding=2, dilation=2, groups=2), x(2, 4, 9))
layer("conv2d", nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2),
      x(2, 4, 7, 6))
layer("conv_transpose2d",
      nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2), x(2, 4, 3, 4))
named = lambda **layers: nn.Sequential(OrderedDict(layers))
layer("mlp", named(fc1=nn.Linear(4, 7), act=nn.GELU(), fc2=nn.Linear(7, 3)), x(3, 4))
patch = named(proj=nn.Conv2d(2, 5, 2, stride=2))
layer("patch_embed", patch, x(2, 2, 4, 6), lambda t: patch(t).flatten(2).transpose(1, 2))

# Attention.
mha = nn.MultiheadAttention(6, 2, batch_first=True)
causal = torch.triu(torch.full((4, 4), -math.inf), 1)
layer("self_attention", mha, x(2, 4, 6),
      lambda t: mha(t, t, t, attn_mask=causal, need_weights=False)[0])
mha2 = nn.MultiheadAttention(6, 2, batch_first=True, kdim=5, vdim=5)
layer("cross_attention", mha2, {"x": wave("x", (2, 4, 6), 2.0), "context": wave("context", (2, 3, 5))},
      lambda t, c: mha2(t, c, c, need_weights=False)[0])


def sdpa(q, k, v, mask, heads):
    split = lambda t: t.reshape(t.shape[0], t.shape[1], heads, -1).transpose(1, 2)
    q, k, v = split(q), split(k), split(v)
    p = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask, -1)
    return (p @ v).transpose(1, 2).flatten(2)


mask = wave("mask", (2, 1, 4, 3), 3.0)
qkv = {"q": wave("q", (2, 4, 6), 2.0), "k": wave("k", (2, 3, 6), 2.0), "v": wave("v", (2, 3, 6))}
case("masked_attention", lambda q, k, v: sdpa(q, k, v, mask, 3), qkv)
for first in [True, False]:
    block = nn.TransformerEncoderLayer(6, 2, 8, dropout=0.0, norm_first=first, batch_first=True,
                                       activation="gelu" if first else "relu")
    layer("pre_norm" if first else "post_norm", block, x(2, 4, 6))


def rotary(t, heads, base=10000.0):
    b, n, d = t.shape
    w = d // heads
    angle = torch.outer(torch.arange(n, dtype=t.dtype),
                        base ** (-torch.arange(0, w, 2, dtype=t.dtype) / w))
    angle = torch.cat([angle, angle], -1)[None, :, None]
    t = t.reshape(b, n, heads, w)
    turned = torch.cat([-t[..., w // 2:], t[..., :w // 2]], -1)
    return (t * angle.cos() + turned * angle.sin()).reshape(b, n, d)


case("rotary", lambda t: rotary(t, 2), x(2, 3, 8))



def sines(places, features):
    """Sine and cosine of each place at each frequency."""
    frequency = 10000 ** (-torch.arange(features, dtype=torch.float64) / features)
    angle = torch.outer(places, frequency)
    return angle.sin(), angle.cos()


sine, cosine = sines(torch.arange(5, dtype=torch.float64), 3)
emit("sinusoidal_1d", [("out", torch.stack([sine, cosine], -1).reshape(5, 6))])
row, column = torch.meshgrid(torch.arange(2.0), torch.arange(3.0), indexing="ij")
quarters = [*sines(column.flatten(), 2), *sines(row.flatten(), 2)]
emit("sinusoidal_2d", [("out", torch.cat(quarters, 1))])
table = nn.Embedding(5, 4)
layer("learned_position", table, x(2, 3, 4), lambda t: t + table.weight[:3])

# Recurrent layers.
lstm = nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
layer("lstm", lstm, x(2, 5, 3), lambda t: lstm(t)[0])
fill(lstm)
_, (h, c) = lstm(wave("x", (2, 5, 3), 2.0))
emit("lstm_states", [("h", h), ("c", c)])
gru = nn.GRU(3, 4, num_layers=2, bidirectional=True, batch_first=True)
layer("gru", gru, x(2, 5, 3), lambda t: gru(t)[0])
state = wave("state", (4, 2, 4))
layer("gru_from_state", gru, x(2, 5, 3), lambda t: gru(t, state)[0])
short = nn.LSTM(3, 4, bidirectional=True, batch_first=True)


def packed(t):
    p = nn.utils.rnn.pack_padded_sequence(t, [5, 3], batch_first=True)
    return nn.utils.rnn.pad_packed_sequence(short(p)[0], batch_first=True)[0]


layer("lstm_padded", short, x(2, 5, 3), packed)

# Pooling and enlarging.
case("max_pool", lambda t: F.max_pool2d(t, 3, 2, 1), x(1, 2, 6, 5))
case("avg_pool", lambda t: F.avg_pool2d(t, 3, 2, 1), x(1, 2, 6, 5))
case("avg_pool_inside", lambda t: F.avg_pool2d(t, 3, 2, 1, count_include_pad=False), x(1, 2, 6, 5))
case("global_average", lambda t: t.mean((2, 3)), x(2, 3, 4, 2))
case("nearest", lambda t: F.interpolate(t, scale_factor=2, mode="nearest"), x(1, 2, 3, 2))
case("bilinear", lambda t: F.interpolate(t, scale_factor=2, mode="bilinear", align_corners=False),
     x(1, 2, 3, 2))

# Functions.
case("gelu", F.gelu, x(9))
case("gelu_tanh", lambda t: F.gelu(t, approximate="tanh"), x(9))
case("silu", F.silu, x(9))
case("softplus", F.softplus, x(9))
case("softmax", lambda t: F.softmax(t, -1), x(3, 5))
case("log_softmax", lambda t: F.log_softmax(t, -1), x(3, 5))

# Losses, sample by sample or as a mean.
logits = lambda: {"x": wave("x", (4, 5), 2.0)}
labels = torch.tensor([1, 4, 0, 1])
weights = torch.tensor([1.0, 0.5, 2.0, 0.25, 3.0])
case("cross_entropy", lambda t: F.cross_entropy(t, labels, reduction="none"), logits())
case("cross_entropy_smooth",
     lambda t: F.cross_entropy(t, labels, label_smoothing=0.1, reduction="none"), logits())
case("cross_entropy_weighted",
     lambda t: F.cross_entropy(t, labels, weights, label_smoothing=0.1, reduction="none"), logits())
case("cross_entropy_mean", lambda t: F.cross_entropy(t, labels, weights, label_smoothing=0.1),
     logits())
case("cross_entropy_ignore",
     lambda t: F.cross_entropy(t, torch.tensor([1, -100, 0, 1]), weights, ignore_index=-100),
     logits())
soft = torch.softmax(wave("soft", (4, 5)), -1)
case("cross_entropy_soft", lambda t: F.cross_entropy(t, soft, reduction="none"), logits())
binary = (wave("binary", (4, 5)) > 0).double()
rows = lambda t: t.mean(1)
case("bce", lambda t: rows(F.binary_cross_entropy_with_logits(t, binary, reduction="none")), logits())
case("bce_weighted", lambda t: rows(F.binary_cross_entropy_with_logits(
    t, binary, pos_weight=weights, reduction="none")), logits())


def sigmoid_focal(t, alpha, gamma):
    ce = F.binary_cross_entropy_with_logits(t, binary, reduction="none")
    p = torch.sigmoid(t)
    loss = ce * (1 - (p * binary + (1 - p) * (1 - binary))) ** gamma
    return rows((alpha * binary + (1 - alpha) * (1 - binary)) * loss)


case("focal_binary", lambda t: sigmoid_focal(t, 0.25, 2.0), logits())


def focal(t, gamma):
    ce = F.cross_entropy(t, labels, reduction="none")
    return (1 - torch.exp(-ce)) ** gamma * ce


case("focal", lambda t: focal(t, 1.5), logits())


def dice(t):
    p, b = torch.sigmoid(t).reshape(2, 2, 5), binary.reshape(2, 2, 5)
    return (1 - (2 * (p * b).sum(2) + 1) / ((p + b).sum(2) + 1)).mean(1)


case("dice", dice, {"x": wave("x", (2, 2, 5), 2.0)})
y = wave("y", (4, 5))
case("mse", lambda t: rows(F.mse_loss(t, y, reduction="none")), logits())
case("huber", lambda t: rows(F.huber_loss(t, y, delta=0.7, reduction="none")), logits())
q = torch.tensor([0.1, 0.5, 0.9])


def pinball(t):
    d = wave("y", (4, 1)) - t
    return torch.maximum(q * d, (q - 1) * d).mean(1)


case("quantile", pinball, {"x": wave("x", (4, 3))})


# Optimisers: three steps of a linear layer against squared error; the learning rate halves.
class Lion(torch.optim.Optimizer):
    """As in the paper's algorithm 2."""

    def __init__(self, params, lr, betas, weight_decay):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                b1, b2 = group["betas"]
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.sub_(group["lr"] * torch.sign(b1 * m + (1 - b1) * p.grad))
                m.mul_(b2).add_(p.grad, alpha=1 - b2)


def three_steps(name, make, clip=None):
    model = nn.Linear(3, 2)
    fill(model)
    groups = [{"params": [model.weight]}, {"params": [model.bias], "weight_decay": 0.0}]
    optimiser = make(groups)
    data, target = wave("x", (4, 3), 2.0), wave("y", (4, 2))
    out = []
    for step in range(3):
        optimiser.zero_grad()
        loss = F.mse_loss(model(data), target)
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), clip or 1e9)
        for group in optimiser.param_groups:
            group["lr"] = 0.1 / 2 ** step
        optimiser.step()
        out += [("loss %d" % step, loss), ("norm %d" % step, norm)]
    emit(name, out + [("weight", model.weight), ("bias", model.bias)])


three_steps("adamw", lambda g: torch.optim.AdamW(g, lr=0.1, weight_decay=0.05))
three_steps("adamw_clipped", lambda g: torch.optim.AdamW(g, lr=0.1, weight_decay=0.05), 0.3)
three_steps("sgd", lambda g: torch.optim.SGD(g, lr=0.1, weight_decay=0.05))
three_steps("sgd_momentum", lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9, weight_decay=0.05))
three_steps("sgd_nesterov",
            lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05), 0.3)
three_steps("lion", lambda g: Lion(g, 0.1, (0.9, 0.99), 0.05))


# Schedules: factors of 12 steps.
def schedule(name, make):
    optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimiser)
    factors = []
    for _ in range(12):
        factors.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    factors = torch.tensor(factors)
    emit("schedule_" + name, [("%d" % i, f) for i, f in enumerate(factors)])


S = torch.optim.lr_scheduler
schedule("linear", lambda o: S.LinearLR(o, 1.0, 0.1, 12))
schedule("cosine", lambda o: S.CosineAnnealingLR(o, 12, 0.05))
schedule("one_cycle", lambda o: S.OneCycleLR(o, 1.0, total_steps=13))
schedule("warm_up", lambda o: S.SequentialLR(
    o, [S.LinearLR(o, 0.25, 1.0, 3), S.CosineAnnealingLR(o, 8, 0.0)], [4]))

print("//! Printed by torch_values.py, which says what the numbers are.\n")
print("/// Name, shape, digest.\npub(crate) type Row = (&'static str, &'static [usize], [f64; 4]);\n")
print("/// Rows by case.\n#[rustfmt::skip]\npub(crate) const CASES: &[(&str, &[Row])] = &[")
for name, rows in cases:
    print('    ("%s", &[' % name)
    for row, shape, values in rows:
        print('        ("%s", &%r, [%s]),' % (row, shape, ", ".join("%.15e" % v for v in values)))
    print("    ]),")
print("];")
