"""The plain and the residual convolutional network: same names, same arithmetic."""

import torch.nn.functional as F
from torch import nn


class Convolve(nn.Module):
    """A convolution without bias and its batch norm."""

    def __init__(self, inputs, outputs, kernel, stride):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.norm(self.conv(x))


class Stage(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.conv0 = nn.Conv2d(inputs, width, 3, padding=1, bias=False)
        self.norm0 = nn.BatchNorm2d(width)
        self.conv1 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(width)

    def forward(self, x):
        x = F.relu(self.norm0(self.conv0(x)))
        x = F.relu(self.norm1(self.conv1(x)))
        return F.max_pool2d(x, 2) if min(x.shape[2:]) >= 4 else x


class Cnn(nn.Module):
    def __init__(self, config, bands, height, width, classes):
        super().__init__()
        channels = [bands, *config["channels"]]
        self.stages = nn.ModuleList(Stage(a, b) for a, b in zip(channels, channels[1:]))
        self.head = nn.Linear(channels[-1], classes)

    def forward(self, x):
        for stage in self.stages:
            x = stage(x)
        return self.head(x.mean((2, 3)))


class Block(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.conv1 = Convolve(inputs, width, 3, stride)
        self.conv2 = Convolve(width, width, 3, 1)
        if inputs != width or stride != 1:
            self.downsample = Convolve(inputs, width, 1, stride)

    def forward(self, x):
        y = self.conv2(F.relu(self.conv1(x)))
        shortcut = self.downsample(x) if hasattr(self, "downsample") else x
        return F.relu(y + shortcut)


class ResNet(nn.Module):
    def __init__(self, config, bands, height, width, classes):
        super().__init__()
        inputs = config["channels"][0]
        self.stem = Convolve(bands, inputs, 3, 1)
        stages, extent = [], min(height, width)
        for number, channels in enumerate(config["channels"]):
            blocks = []
            for block in range(config["blocks"]):
                stride = 2 if number > 0 and block == 0 and extent >= 4 else 1
                extent = (extent + stride - 1) // stride
                blocks.append(Block(inputs, channels, stride))
                inputs = channels
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.Sequential(*stages)
        self.head = nn.Linear(inputs, classes)

    def forward(self, x):
        return self.head(self.stages(F.relu(self.stem(x))).mean((2, 3)))
