"""The kinds of models: what they read, what they are to say of it, and the loss between."""

from typing import Callable, NamedTuple

import torch.nn.functional as F

from bert import Bert
from convolutional import Cnn, ResNet
from lstm import Lstm
from unet import UNet
from vit import Vit


class Task(NamedTuple):
    model: Callable
    input: str
    target: str
    loss: Callable
    # Convolutions take a fifth to a third less time where channels are innermost.
    channels_last: bool = False


def of_each_token(scores, targets):
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten())


TASKS = {
    "vit": Task(Vit, "image", "label", F.cross_entropy),
    "cnn": Task(Cnn, "image", "label", F.cross_entropy, channels_last=True),
    "resnet": Task(ResNet, "image", "label", F.cross_entropy, channels_last=True),
    "bert": Task(Bert, "ids", "targets", of_each_token),
    "lstm": Task(Lstm, "series", "value", F.mse_loss),
    "unet": Task(UNet, "image", "mask", F.cross_entropy, channels_last=True),
}
