"""Writes branches.json: losses, logits and gradients of small PyTorch networks with several branches, for a comparison
with this project's own: BBN's two branches, RIDE's experts and OLTR's memory.

The modules are written out after the papers, with the released codes' names, so that PyTorch alone is needed. Weights
and images follow formulas (see golden_networks.py), so that only results need storing. Run with any PyTorch:
python3 make_branches.py > branches.json
"""
import json

import torch
import torch.nn as nn
import torch.nn.functional as F

from golden_networks import CifarBlock, classified, formula


def stage(channels_in, channels_out, count):
    first = [CifarBlock(channels_in, channels_out, 1 if channels_in == channels_out else 2)]
    return nn.Sequential(*first, *(CifarBlock(channels_out, channels_out, 1) for _ in range(count - 1)))


class Stem(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)

    def stem(self, x):
        return F.relu(self.bn1(self.conv1(x)))


class TwoBranches(Stem):
    def __init__(self, classes):
        super().__init__()
        self.layer1, self.layer2, self.layer3 = stage(16, 16, 2), stage(16, 32, 2), stage(32, 64, 1)
        self.cb_block, self.rb_block = CifarBlock(64, 64, 1), CifarBlock(64, 64, 1)
        self.classifier = nn.Linear(128, classes)

    def forward(self, x):
        shared = self.layer3(self.layer2(self.layer1(self.stem(x))))
        return self.classifier(torch.cat([self.cb_block(shared), self.rb_block(shared)], 1).mean((2, 3)))


class Cosines(nn.Module):
    def __init__(self, size, classes):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(classes, size))

    def forward(self, x):
        return F.normalize(x) @ F.normalize(self.weight).T


class Experts(Stem):
    def __init__(self, classes, experts):
        super().__init__()
        self.layer1 = stage(16, 16, 1)
        self.layer2s = nn.ModuleList(stage(16, 24, 1) for _ in range(experts))
        self.layer3s = nn.ModuleList(stage(24, 48, 1) for _ in range(experts))
        self.linears = nn.ModuleList(Cosines(48, classes) for _ in range(experts))

    def forward(self, x):
        shared = self.layer1(self.stem(x))
        parts = zip(self.layer2s, self.layer3s, self.linears)
        logits = [30 * head(layer3(layer2(shared)).mean((2, 3))) for layer2, layer3, head in parts]
        return torch.stack(logits).mean(0)


class Memory(nn.Module):
    """OLTR's classifier; the linear layer is stage one's, the centroids are not trained through it."""

    def __init__(self, size, classes):
        super().__init__()
        self.first = nn.Linear(size, size)
        self.linear = nn.Linear(size, classes)
        self.fc_selector = nn.Linear(size, size)
        self.cosnorm_classifier = Cosines(size, classes)
        self.centroids = nn.Parameter(torch.empty(classes, size))
        self.register_buffer("memory_in_use", torch.ones(1))

    def forward(self, images):
        v = self.first(images)
        centroids = self.centroids.detach()
        reachability = 10 / torch.cdist(v, centroids).min(1, keepdim=True).values
        memory = self.linear(v).softmax(1) @ centroids
        x = reachability * (v + self.fc_selector(v).tanh() * memory)
        length = x.norm(dim=1, keepdim=True)
        return 16 * length / (1 + length) * self.cosnorm_classifier(x)


torch.set_default_dtype(torch.float64)
images = formula(3 * 3 * 16 * 16, 0.5).reshape(3, 3, 16, 16)
print(
    json.dumps(
        {
            "twoBranches": classified(TwoBranches(5), images),
            "experts": classified(Experts(5, 2), images),
            "memory": classified(Memory(6, 5), formula(18, 0.5).reshape(3, 6)),
        }
    )
)
