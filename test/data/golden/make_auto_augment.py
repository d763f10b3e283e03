"""Writes auto-augment.json: what PIL makes of two small images by every operation of AutoAugment's CIFAR-10 policy.

Run as `python3 make_auto_augment.py > auto-augment.json` with Pillow and NumPy. The magnitudes are spelled out here once
more, so that the ladders are compared as well as the pixels.
"""

import base64
import json

import numpy as np
import PIL
from PIL import Image, ImageEnhance, ImageOps

GREY = (128, 128, 128)


def ladder(start, stop, level):
    return float(np.linspace(start, stop, 10)[level])


def affine(image, matrix, resample=Image.NEAREST):
    return image.transform(image.size, Image.AFFINE, matrix, resample, fillcolor=GREY)


def enhanced(kind):
    return lambda image, level, sign: kind(image).enhance(1 + sign * ladder(0, 0.9, level))


OPERATIONS = {
    "ShearX": lambda image, level, sign: affine(image, (1, sign * ladder(0, 0.3, level), 0, 0, 1, 0), Image.BICUBIC),
    "ShearY": lambda image, level, sign: affine(image, (1, 0, 0, sign * ladder(0, 0.3, level), 1, 0), Image.BICUBIC),
    "TranslateX": lambda image, level, sign: affine(
        image, (1, 0, sign * ladder(0, 150 / 331, level) * image.width, 0, 1, 0)
    ),
    "TranslateY": lambda image, level, sign: affine(
        image, (1, 0, 0, 0, 1, sign * ladder(0, 150 / 331, level) * image.height)
    ),
    "Rotate": lambda image, level, _: image.rotate(ladder(0, 30, level), fillcolor=GREY),
    "AutoContrast": lambda image, *_: ImageOps.autocontrast(image),
    "Invert": lambda image, *_: ImageOps.invert(image),
    "Equalize": lambda image, *_: ImageOps.equalize(image),
    "Solarize": lambda image, level, _: ImageOps.solarize(image, ladder(256, 0, level)),
    "Posterize": lambda image, level, _: ImageOps.posterize(image, int(round(ladder(8, 4, level)))),
    "Contrast": enhanced(ImageEnhance.Contrast),
    "Color": enhanced(ImageEnhance.Color),
    "Brightness": enhanced(ImageEnhance.Brightness),
    "Sharpness": enhanced(ImageEnhance.Sharpness),
}
SIGNED = ("ShearX", "ShearY", "TranslateX", "TranslateY", "Contrast", "Color", "Brightness", "Sharpness")
WITHOUT_LEVEL = ("AutoContrast", "Invert", "Equalize")


def noise(height, width):
    """A picture with edges, flat parts and a range of values that is its channel's own."""
    random = np.random.RandomState(height)
    rows, columns = np.mgrid[:height, :width]
    channels = [
        40 + 150 * rows / height + random.randint(0, 60, (height, width)),
        np.where(columns > width / 2, 230, 20) + random.randint(0, 9, (height, width)),
        random.randint(90, 120, (height, width)) + 4 * columns,
    ]
    return np.stack(channels, -1).astype(np.uint8)


def text(array):
    return base64.b64encode(np.asarray(array).tobytes()).decode()


def main():
    images = {"small": noise(6, 8), "large": noise(18, 20)}
    cases = []
    for operation, apply in OPERATIONS.items():
        for level in (3,) if operation in WITHOUT_LEVEL else (0, 2, 7, 9):
            for sign in (-1, 1) if operation in SIGNED and level else (1,):
                # Equalisation needs more than 255 pixels to do anything.
                image = "large" if operation in ("Equalize", "Rotate") else "small"
                result = apply(Image.fromarray(images[image]), level, sign)
                cases.append(
                    {"operation": operation, "level": level, "sign": sign, "image": image, "result": text(result)}
                )
    golden = {
        "pillow": PIL.__version__,
        "images": {name: {"shape": array.shape, "bytes": text(array)} for name, array in images.items()},
        "cases": cases,
    }
    print(json.dumps(golden, indent=1))


main()
