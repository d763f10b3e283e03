"""Writes resnet8.json: two SGD steps of a CIFAR ResNet-8 in PyTorch, for a comparison with this project's own.

Weights and images follow formulas (see `formula`), so that only results need storing. Run with any PyTorch:
python3 make_resnet8.py > resnet8.json
"""
import json
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, channels_in, channels_out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels_out)
        self.stride, self.channels_out = stride, channels_out

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.stride != 1:
            quarter = self.channels_out // 4
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, quarter, quarter))
        return F.relu(y + x)


class ResNet8(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Block(16, 16, 1))
        self.layer2 = nn.Sequential(Block(16, 32, 2))
        self.layer3 = nn.Sequential(Block(32, 64, 2))
        self.linear = nn.Linear(64, classes)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))


def formula(count, phase):
    """Deterministic values in about [-1, 1] without a period that a layout mistake could hide behind."""
    return torch.tensor([math.sin(0.7 * i + 0.013 * (i % 97) + phase) for i in range(count)], dtype=torch.float64)


torch.set_default_dtype(torch.float64)
model = ResNet8(10)
with torch.no_grad():
    for number, (name, parameter) in enumerate(model.named_parameters()):
        values = formula(parameter.numel(), number).reshape(parameter.shape)
        if parameter.dim() == 4:
            parameter.copy_(values * math.sqrt(2 / (parameter.shape[1] * 9)))
        elif parameter.dim() == 2:
            parameter.copy_(values / 8)
        else:
            parameter.copy_((1 if name.endswith("weight") else 0) + 0.1 * values)

images = formula(4 * 3 * 16 * 16, 0.5).reshape(4, 3, 16, 16)
labels = torch.tensor([1, 2, 3, 7])
optimizer = torch.optim.SGD(model.parameters(), 0.05, 0.9, weight_decay=5e-4, nesterov=True)
losses = []
for _ in range(2):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
state = model.state_dict()
model.eval()
print(json.dumps({
    "losses": losses,
    "evaluation_logits": model(images).tolist(),
    "parameters": [name for name, _ in model.named_parameters()],
    "sums": {name: [value.double().sum().item(), value.double().norm().item()] for name, value in state.items()},
    "conv2_first_output": state["layer2.0.conv2.weight"][5, :4].flatten().tolist(),
    "running_var": state["layer3.0.bn1.running_var"][:8].tolist(),
}, indent=1))
