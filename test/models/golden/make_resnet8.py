"""Writes resnet8.json: two SGD steps of a CIFAR ResNet-8 in PyTorch, for a comparison with this project's own.

Weights and images follow formulas (see golden_networks.py), so that only results need storing. Run with any PyTorch:
python3 make_resnet8.py > resnet8.json
"""
import json

import torch
import torch.nn as nn
import torch.nn.functional as F

from golden_networks import CifarBlock, formula, initialise


class ResNet8(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(CifarBlock(16, 16, 1))
        self.layer2 = nn.Sequential(CifarBlock(16, 32, 2))
        self.layer3 = nn.Sequential(CifarBlock(32, 64, 2))
        self.linear = nn.Linear(64, classes)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))


torch.set_default_dtype(torch.float64)
model = ResNet8(10)
initialise(model)
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
