import type { RandomStream } from '../../../random/index.js';
import type { ImageShape } from '../../dataset.js';
import {
  enhanceBrightness,
  enhanceColour,
  enhanceContrast,
  enhanceSharpness,
} from '../image-operations/enhancement.js';
import { rotate, shear, translate } from '../image-operations/geometry.js';
import { autoContrast, equalize, invert, posterize, solarize } from '../image-operations/tone.js';

/** Changes an image in place, as strongly as `level` says, 0 … 9; some choose a direction by chance. */
export type Operation = (image: Uint8Array, shape: ImageShape, level: number, stream: RandomStream) => void;

export type OperationName =
  | `${'Shear' | 'Translate'}${'X' | 'Y'}`
  | 'Rotate'
  | 'AutoContrast'
  | 'Invert'
  | 'Equalize'
  | 'Solarize'
  | 'Posterize'
  | 'Contrast'
  | 'Color'
  | 'Brightness'
  | 'Sharpness';

/** The magnitude of a level on a ladder of ten equal steps. */
function magnitude(level: number, from: number, to: number): number {
  return from + level * ((to - from) / 9);
}

function eitherSign(stream: RandomStream, value: number): number {
  return stream.integer(2) === 0 ? -value : value;
}

const slant = (level: number, stream: RandomStream) => eitherSign(stream, magnitude(level, 0, 0.3));
/** Share of the image's side: 150 pixels of 331, the size of the ImageNet images that the ladder was made for. */
const distance = (level: number, stream: RandomStream) => eitherSign(stream, magnitude(level, 0, 150 / 331));
const enhancement = (level: number, stream: RandomStream) => 1 + eitherSign(stream, magnitude(level, 0, 0.9));

/** The operations under the names of the paper's Table 6, each with its ladder of magnitudes. */
export const operations: Record<OperationName, Operation> = {
  ShearX: (image, shape, level, stream) => shear(image, shape, 'x', slant(level, stream)),
  ShearY: (image, shape, level, stream) => shear(image, shape, 'y', slant(level, stream)),
  TranslateX: (image, shape, level, stream) => translate(image, shape, 'x', shape[1] * distance(level, stream)),
  TranslateY: (image, shape, level, stream) => translate(image, shape, 'y', shape[0] * distance(level, stream)),
  Rotate: (image, shape, level) => rotate(image, shape, magnitude(level, 0, 30)),
  AutoContrast: (image, [, , channels]) => autoContrast(image, channels),
  Invert: (image) => invert(image),
  Equalize: (image, [, , channels]) => equalize(image, channels),
  Solarize: (image, _, level) => solarize(image, magnitude(level, 256, 0)),
  Posterize: (image, _, level) => posterize(image, Math.round(magnitude(level, 8, 4))),
  Contrast: (image, [, , channels], level, stream) => enhanceContrast(image, channels, enhancement(level, stream)),
  Color: (image, [, , channels], level, stream) => enhanceColour(image, channels, enhancement(level, stream)),
  Brightness: (image, _, level, stream) => enhanceBrightness(image, enhancement(level, stream)),
  Sharpness: (image, shape, level, stream) => enhanceSharpness(image, shape, enhancement(level, stream)),
};
