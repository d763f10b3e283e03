"""The yardstick: the benchmark's networks and steps in PyTorch, channels last.

Reads a number of steps a line, runs them, and answers with a line of JSON as contestant.ts describes it.
Usage: torch_contestant.py '{"network": "resnet-32", "task": "training", "batch": 128, "threads": 2}'; "device": "cuda" for a GPU.
"""

import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


def convolution(inputs, outputs, size=3, stride=1, groups=1):
    return nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False)


def normalised(layer, relu=True):
    steps = [layer, nn.BatchNorm2d(layer.out_channels)]
    return nn.Sequential(*steps, nn.ReLU(inplace=True)) if relu else nn.Sequential(*steps)


class BasicBlock(nn.Module):
    """Two 3×3 convolutions; the shortcut takes every second pixel and adds zero channels (option A)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.added = outputs - inputs
        self.first = normalised(convolution(inputs, outputs, stride=2 if self.added else 1))
        self.second = normalised(convolution(outputs, outputs), relu=False)

    def forward(self, x):
        y = self.second(self.first(x))
        if self.added:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.added // 2, self.added // 2))
        return F.relu(y + x, inplace=True)


class Bottleneck(nn.Module):
    """1×1, 3×3 with the stride and the groups, 1×1; the first of a stage projects its shortcut."""

    def __init__(self, inputs, width, outputs, stride, groups):
        super().__init__()
        self.branch = nn.Sequential(
            normalised(convolution(inputs, width, 1)),
            normalised(convolution(width, width, 3, stride, groups)),
            normalised(convolution(width, outputs, 1), relu=False),
        )
        projects = stride != 1 or inputs != outputs
        self.shortcut = normalised(convolution(inputs, outputs, 1, stride), relu=False) if projects else nn.Identity()

    def forward(self, x):
        return F.relu(self.branch(x) + self.shortcut(x), inplace=True)


def classifier(features, channels, classes):
    return nn.Sequential(features, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def cifar_resnet_32():
    layers, inputs = [normalised(convolution(3, 16))], 16
    for outputs in (16, 32, 64):
        for _ in range(5):
            layers.append(BasicBlock(inputs, outputs))
            inputs = outputs
    return classifier(nn.Sequential(*layers), 64, 10)


def imagenet_resnet_50(groups=1, group_width=64):
    layers, inputs = [normalised(convolution(3, 64, 7, 2)), nn.MaxPool2d(3, 2, 1)], 64
    for stage, blocks in enumerate((3, 4, 6, 3)):
        for block in range(blocks):
            stride = 2 if stage and not block else 1
            outputs = 256 * 2**stage
            layers.append(Bottleneck(inputs, groups * group_width * 2**stage, outputs, stride, groups))
            inputs = outputs
    return classifier(nn.Sequential(*layers), 2048, 1000)


# Network, side of its images, number of classes.
NETWORKS = {
    "resnet-32": (cifar_resnet_32, 32, 10),
    "resnet-50": (imagenet_resnet_50, 224, 1000),
    "resnext-50": (lambda: imagenet_resnet_50(groups=32, group_width=4), 224, 1000),
}


def training_step(model, images, labels):
    """Forward, backward and SGD step; loss and hits are read, as the library's own step does."""
    optimizer = torch.optim.SGD(model.parameters(), 0.01, 0.9, weight_decay=2e-4)

    def step():
        optimizer.zero_grad()
        logits = model(images)
        hits = (logits.argmax(1) == labels).sum()
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        optimizer.step()
        return loss.item(), hits.item()

    return step


def inference_step(model, images, _):
    model.eval()

    def step():
        with torch.inference_mode():
            return model(images).numpy()

    return step


def describe(device):
    if device.type == "cpu":
        return f"{torch.get_num_threads()} threads"
    precision = "TF32" if torch.backends.cudnn.allow_tf32 else "float32"
    return f"{torch.cuda.get_device_name(device)}, convolutions in {precision}"


def main():
    order = json.loads(sys.argv[1])
    torch.set_num_threads(order["threads"])
    torch.manual_seed(1)
    create, side, classes = NETWORKS[order["network"]]
    device = torch.device(order.get("device", "cpu"))
    if device.type == "cuda" and not torch.cuda.is_available():
        sys.exit(f"PyTorch {torch.__version__} finds no GPU")
    model = create().to(device, memory_format=torch.channels_last)
    images = torch.randn(order["batch"], 3, side, side, device=device).contiguous(memory_format=torch.channels_last)
    labels = torch.arange(order["batch"], device=device) % classes
    step = {"training": training_step, "inference": inference_step}[order["task"]](model, images, labels)
    for line in sys.stdin:
        seconds, used = [], time.process_time()
        for _ in range(int(line)):
            start = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - start)
        answer = {
            "seconds": seconds,
            "processorSeconds": time.process_time() - used,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "poolPeakBytes": None,
            "multiplyAdds": None,
            "detail": f"PyTorch {torch.__version__}, {describe(device)}",
        }
        print(json.dumps(answer), flush=True)


main()
