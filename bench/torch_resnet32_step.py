"""The yardstick: the training step of resnet32-step.ts in PyTorch, channels last.

Reads a number of steps a line, runs them, and answers with a line of JSON: the seconds of each.
Usage: torch_resnet32_step.py THREADS BATCH
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


def convolution(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        stride = 1 if inputs == outputs else 2
        self.first = nn.Sequential(convolution(inputs, outputs, stride), nn.BatchNorm2d(outputs), nn.ReLU())
        self.second = nn.Sequential(convolution(outputs, outputs), nn.BatchNorm2d(outputs))
        self.added = outputs - inputs

    def forward(self, x):
        y = self.second(self.first(x))
        if self.added:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.added // 2, self.added // 2))
        return F.relu(y + x)


class ResNet32(nn.Module):
    def __init__(self):
        super().__init__()
        blocks, inputs = [], 16
        for outputs in (16, 32, 64):
            for _ in range(5):
                blocks.append(Block(inputs, outputs))
                inputs = outputs
        self.features = nn.Sequential(convolution(3, 16), nn.BatchNorm2d(16), nn.ReLU(), *blocks)
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.features(x).mean((2, 3)))


def main():
    threads, batch = int(sys.argv[1]), int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = ResNet32().to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), 0.1, 0.9, weight_decay=2e-4)
    images = torch.randn(batch, 3, 32, 32).contiguous(memory_format=torch.channels_last)
    labels = torch.arange(batch) % 10
    for line in sys.stdin:
        seconds = []
        for _ in range(int(line)):
            start = time.perf_counter()
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            loss.item()
            seconds.append(time.perf_counter() - start)
        print(json.dumps(seconds), flush=True)


main()
