"""What the generators of golden files share: formulas for weights and images, the residual block of the CIFAR ResNets,
and what is kept of a classifier's training step."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class CifarBlock(nn.Module):
    """Two 3×3 convolutions and a shortcut without parameters (option A)."""

    def __init__(self, channels_in, channels_out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels_out)
        self.stride, self.added = stride, channels_out - channels_in

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.stride != 1:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.added // 2, self.added // 2))
        return F.relu(y + x)


def formula(count, phase):
    """Deterministic values in about [-1, 1] without a period that a layout mistake could hide behind."""
    return torch.tensor([math.sin(0.7 * i + 0.013 * (i % 97) + phase) for i in range(count)], dtype=torch.float64)


def initialise(model):
    with torch.no_grad():
        for number, (name, parameter) in enumerate(model.named_parameters()):
            values = formula(parameter.numel(), number).reshape(parameter.shape)
            if parameter.dim() == 4:
                parameter.copy_(values * math.sqrt(2 / parameter[0].numel()))
            elif parameter.dim() == 2:
                parameter.copy_(values / math.sqrt(parameter.shape[1]))
            elif parameter.dim() == 3:
                parameter.copy_(values / 2)
            else:
                parameter.copy_(float(name.endswith("weight")) + 0.1 * values)


def gradients(model):
    """Of each parameter's gradient the norm and the product with a direction, which tells layouts apart."""
    directions = (formula(parameter.numel(), 0.3) for parameter in model.parameters())
    return {
        name: [parameter.grad.norm().item(), parameter.grad.flatten().dot(direction).item()]
        for (name, parameter), direction in zip(model.named_parameters(), directions)
        if parameter.grad is not None
    }


def classified(model, inputs):
    """A training step's loss and gradients, then the logits with the running statistics that it left."""
    initialise(model)
    model.train()
    loss = F.cross_entropy(model(inputs), torch.tensor([1, 2, 0]))
    loss.backward()
    model.eval()
    with torch.no_grad():
        logits = model(inputs)
    state = {name: list(value.shape) for name, value in model.state_dict().items()}
    return {"loss": loss.item(), "logits": logits.tolist(), "gradients": gradients(model), "state": state}
