"""Writes backbones.json: losses, features and gradients of small PyTorch networks, for a comparison with this
project's own: a ResNet with basic blocks, a ResNeXt, a vision transformer and a projection MLP.

The modules are written out after torchvision and timm, with their names, so that PyTorch alone is needed. Weights and
images follow formulas (see golden_networks.py), so that only results need storing. Run with any PyTorch:
python3 make_backbones.py > backbones.json
"""
import json
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from golden_networks import classified, formula, gradients, initialise


def downsample(channels_in, channels_out, stride):
    if stride == 1 and channels_in == channels_out:
        return None
    return nn.Sequential(nn.Conv2d(channels_in, channels_out, 1, stride, bias=False), nn.BatchNorm2d(channels_out))


class BasicBlock(nn.Module):
    def __init__(self, channels_in, planes, stride, **_):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, planes, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.downsample = downsample(channels_in, planes, stride)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (self.downsample(x) if self.downsample else x))


class Bottleneck(nn.Module):
    def __init__(self, channels_in, planes, stride, groups, width):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, groups=groups, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * planes, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * planes)
        self.downsample = downsample(channels_in, 4 * planes, stride)

    def forward(self, x):
        y = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return F.relu(self.bn3(self.conv3(y)) + (self.downsample(x) if self.downsample else x))


class ResNet(nn.Module):
    def __init__(self, block, expansion, blocks_per_stage, stem, classes, groups=1, group_channels=None):
        super().__init__()
        self.conv1 = nn.Conv2d(3, stem, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(stem)
        channels = stem
        for stage, count in enumerate(blocks_per_stage):
            blocks = []
            for index in range(count):
                planes = stem * 2**stage
                stride = 2 if index == 0 and stage > 0 else 1
                width = groups * (group_channels or stem) * 2**stage
                blocks.append(block(channels, planes, stride, groups=groups, width=width))
                channels = planes * expansion
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(channels, classes)

    def features(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))

    def forward(self, x):
        return self.fc(self.features(x))


class Attention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.proj = nn.Linear(size, size)

    def forward(self, x):
        batch, tokens, size = x.shape
        q, k, v = self.qkv(x).reshape(batch, tokens, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-2, -1) / math.sqrt(size // self.heads)).softmax(-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(batch, tokens, size))


class Mlp(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.fc1 = nn.Linear(size, hidden)
        self.fc2 = nn.Linear(hidden, size)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class TransformerBlock(nn.Module):
    def __init__(self, size, heads, hidden):
        super().__init__()
        self.norm1 = nn.LayerNorm(size, eps=1e-6)
        self.attn = Attention(size, heads)
        self.norm2 = nn.LayerNorm(size, eps=1e-6)
        self.mlp = Mlp(size, hidden)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class PatchEmbedding(nn.Module):
    def __init__(self, patch, size):
        super().__init__()
        self.proj = nn.Conv2d(3, size, patch, patch)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class VisionTransformer(nn.Module):
    def __init__(self, image, patch, size, depth, heads, classes):
        super().__init__()
        self.cls_token = nn.Parameter(torch.zeros(1, 1, size))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + (image // patch) ** 2, size))
        self.patch_embed = PatchEmbedding(patch, size)
        self.blocks = nn.Sequential(*[TransformerBlock(size, heads, 4 * size) for _ in range(depth)])
        self.norm = nn.LayerNorm(size, eps=1e-6)
        self.head = nn.Linear(size, classes)

    def features(self, x):
        x = torch.cat([self.cls_token.expand(len(x), -1, -1), self.patch_embed(x)], 1) + self.pos_embed
        return self.norm(self.blocks(x))[:, 0]

    def forward(self, x):
        return self.head(self.features(x))


class Projection(nn.Module):
    def __init__(self, features, hidden, embedding):
        super().__init__()
        self.head_fc = nn.Sequential(
            nn.Linear(features, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Linear(hidden, embedding)
        )

    def forward(self, x):
        return F.normalize(self.head_fc(x))


def projected():
    model = Projection(10, 14, 6)
    initialise(model)
    rows = formula(50, 0.5).reshape(5, 10)
    embedding = model(rows)
    (embedding.flatten() * formula(30, 0.1)).sum().backward()
    state = {name: list(value.shape) for name, value in model.state_dict().items()}
    return {"embedding": embedding.tolist(), "gradients": gradients(model), "state": state}


torch.set_default_dtype(torch.float64)
images = formula(3 * 3 * 48 * 48, 0.5).reshape(3, 3, 48, 48)
print(
    json.dumps(
        {
            "basic": classified(ResNet(BasicBlock, 1, [1, 1, 1, 1], 8, 5), images),
            "resNeXt": classified(ResNet(Bottleneck, 4, [1, 2, 1, 1], 8, 5, groups=4, group_channels=3), images),
            "transformer": classified(VisionTransformer(48, 16, 24, 2, 3, 5), images),
            "projection": projected(),
        }
    )
)
