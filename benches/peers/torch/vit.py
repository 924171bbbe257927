"""The Vision Transformer: same names, same arithmetic."""

import torch
import torch.nn.functional as F
from torch import nn

EPSILON = 1e-6


class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads = heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * dim, dim))
        self.in_proj_bias = nn.Parameter(torch.empty(3 * dim))
        self.out_proj = nn.Linear(dim, dim)

    def forward(self, x):
        b, t, d = x.shape
        qkv = F.linear(x, self.in_proj_weight, self.in_proj_bias)
        q, k, v = qkv.view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        if hasattr(F, "scaled_dot_product_attention"):
            y = F.scaled_dot_product_attention(q, k, v)
        else:  # PyTorch 1
            scores = q @ k.transpose(-1, -2) / (d // self.heads) ** 0.5
            y = scores.softmax(-1) @ v
        return self.out_proj(y.transpose(1, 2).reshape(b, t, d))


class Block(nn.Module):
    def __init__(self, dim, heads, hidden):
        super().__init__()
        self.self_attn = Attention(dim, heads)
        self.linear1 = nn.Linear(dim, hidden)
        self.linear2 = nn.Linear(hidden, dim)
        self.norm1 = nn.LayerNorm(dim, eps=EPSILON)
        self.norm2 = nn.LayerNorm(dim, eps=EPSILON)

    def forward(self, x):
        x = x + self.self_attn(self.norm1(x))
        return x + self.linear2(F.gelu(self.linear1(self.norm2(x))))


class PatchEmbed(nn.Module):
    def __init__(self, bands, dim, patch):
        super().__init__()
        self.proj = nn.Conv2d(bands, dim, patch, patch)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class Vit(nn.Module):
    def __init__(self, config, bands, height, width, classes):
        super().__init__()
        dim, patch = config["dim"], config["patch"]
        self.patch_embed = PatchEmbed(bands, dim, patch)
        tokens = (height // patch) * (width // patch)
        self.cls = config["pool"] == "cls"
        if self.cls:
            tokens += 1
            self.cls_token = nn.Parameter(torch.empty(1, 1, dim))
        self.pos_embed = nn.Parameter(torch.empty(1, tokens, dim))
        self.blocks = nn.ModuleList(
            Block(dim, config["heads"], config["mlp"]) for _ in range(config["depth"])
        )
        self.norm = nn.LayerNorm(dim, eps=EPSILON)
        self.head = nn.Linear(dim, classes)

    def forward(self, x):
        x = self.patch_embed(x)
        if self.cls:
            x = torch.cat([self.cls_token.expand(x.shape[0], -1, -1), x], 1)
        x = x + self.pos_embed
        for block in self.blocks:
            x = block(x)
        x = self.norm(x)
        return self.head(x[:, 0] if self.cls else x.mean(1))
