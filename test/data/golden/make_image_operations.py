"""Writes image-operations.json: what PIL makes of a small image by the operations of the random augmentations.

Run as `python3 make_image_operations.py > image-operations.json` with Pillow and NumPy. Changes of hue go through HSV in
bytes, as in torchvision's `adjust_hue` of a PIL image; the other steps of its ColorJitter are PIL's enhancements.
"""

import base64
import json

import numpy as np
import PIL
from PIL import Image, ImageEnhance, ImageFilter


def picture(height, width):
    """Edges, flat parts, greys and all kinds of colours."""
    random = np.random.RandomState(height)
    pixels = random.randint(0, 256, (height, width, 3))
    pixels[: height // 2, : width // 3] = (200, 40, 90)
    pixels[height // 2 :, : width // 3] = random.randint(0, 256, (height - height // 2, width // 3, 1))
    return Image.fromarray(pixels.astype(np.uint8))


def turned(image, turns):
    hue, saturation, value = image.convert("HSV").split()
    shifted = (np.asarray(hue).astype(int) + int(turns * 255)) % 256
    return Image.merge("HSV", (Image.fromarray(shifted.astype(np.uint8)), saturation, value)).convert("RGB")


def cropped(image, top, left, height, width):
    return image.crop((left, top, left + width, top + height)).resize(image.size, Image.BILINEAR)


def jittered(image, brightness, contrast, saturation, turns):
    image = ImageEnhance.Brightness(image).enhance(brightness)
    image = ImageEnhance.Contrast(image).enhance(contrast)
    return turned(ImageEnhance.Color(image).enhance(saturation), turns)


def grey(image):
    return image.convert("L").convert("RGB")


OPERATIONS = {
    "hue": (turned, [(turns,) for turns in (-0.5, -0.1, 0.03, 0.25, 0.5)]),
    "blur": (lambda image, sigma: image.filter(ImageFilter.GaussianBlur(sigma)), [(s,) for s in (0.1, 0.5, 1, 2)]),
    "crop": (cropped, [(0, 0, 12, 14), (2, 3, 5, 9), (4, 0, 8, 3), (11, 13, 1, 1)]),
    "jitter": (jittered, [(0.6, 1.4, 0.8, 0.1), (1.3, 0.7, 1.2, -0.05)]),
    "grey": (grey, [()]),
    "rotate": (lambda image, degrees: image.rotate(degrees, fillcolor=(128, 128, 128)), [(27.0,), (-27.0,)]),
}


def text(image):
    return base64.b64encode(np.asarray(image).tobytes()).decode()


def main():
    image = picture(12, 14)
    cases = [
        {"operation": name, "arguments": arguments, "result": text(apply(image, *arguments))}
        for name, (apply, settings) in OPERATIONS.items()
        for arguments in settings
    ]
    print(json.dumps({"pillow": PIL.__version__, "shape": [12, 14, 3], "bytes": text(image), "cases": cases}, indent=1))


main()
