"""Long short-term memory and a linear layer on its last state."""

from torch import nn


class Lstm(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.lstm = nn.LSTM(config["inputs"], config["hidden"], batch_first=True)
        self.head = nn.Linear(config["hidden"], 1)

    def forward(self, series):
        _, (hidden, _) = self.lstm(series)
        return self.head(hidden[-1])
