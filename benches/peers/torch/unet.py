"""The U-Net: two convolutions a level, maxima down, transposed convolutions up."""

import torch
import torch.nn.functional as F
from torch import nn


class ConvolveTwice(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv0 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.conv1 = nn.Conv2d(outputs, outputs, 3, padding=1)

    def forward(self, x):
        return F.relu(self.conv1(F.relu(self.conv0(x))))


class UNet(nn.Module):
    def __init__(self, config):
        super().__init__()
        channels = config["channels"]
        pairs = list(zip(channels, channels[1:]))
        widths = zip([config["bands"], *channels], channels)
        self.down = nn.ModuleList(ConvolveTwice(a, b) for a, b in widths)
        self.up = nn.ModuleList(nn.ConvTranspose2d(b, a, 2, 2) for a, b in pairs)
        self.merge = nn.ModuleList(ConvolveTwice(2 * a, a) for a, _ in pairs)
        self.head = nn.Conv2d(channels[0], config["classes"], 1)

    def forward(self, x):
        finer = []
        for level, down in enumerate(self.down):
            if level > 0:
                finer.append(x)
                x = F.max_pool2d(x, 2)
            x = down(x)
        for skip, up, merge in reversed(list(zip(finer, self.up, self.merge))):
            x = merge(torch.cat([up(x), skip], 1))
        return self.head(x)
