"""BERT: learned positions, normalisation behind each residual sum, scores of all tokens."""

import torch.nn.functional as F
from torch import nn

from vit import Attention

EPSILON = 1e-12


class Block(nn.Module):
    def __init__(self, dim, heads, hidden):
        super().__init__()
        self.self_attn = Attention(dim, heads)
        self.linear1 = nn.Linear(dim, hidden)
        self.linear2 = nn.Linear(hidden, dim)
        self.norm1 = nn.LayerNorm(dim, eps=EPSILON)
        self.norm2 = nn.LayerNorm(dim, eps=EPSILON)

    def forward(self, x):
        x = self.norm1(x + self.self_attn(x))
        return self.norm2(x + self.linear2(F.gelu(self.linear1(x))))


class Bert(nn.Module):
    def __init__(self, config):
        super().__init__()
        dim = config["dim"]
        self.words = nn.Embedding(config["vocabulary"], dim)
        self.positions = nn.Embedding(config["length"], dim)
        self.norm = nn.LayerNorm(dim, eps=EPSILON)
        self.blocks = nn.ModuleList(
            Block(dim, config["heads"], config["mlp"]) for _ in range(config["depth"])
        )
        self.head = nn.Linear(dim, config["vocabulary"])

    def forward(self, ids):
        x = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        for block in self.blocks:
            x = block(x)
        return self.head(x)
