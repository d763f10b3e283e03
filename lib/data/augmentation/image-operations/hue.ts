const { fround } = Math;

/**
 * Turns the hue of every pixel of an RGB image, in place, by `turns` of the colour circle, −0.5 … 0.5: PIL's conversion
 * to HSV in bytes, the hue's byte shifted, and the conversion back, as torchvision does.
 */
export function turnHue(image: Uint8Array, turns: number): void {
  const shift = Math.trunc(turns * 255);
  for (let i = 0; i < image.length; i += 3) {
    const [red, green, blue] = [image[i]!, image[i + 1]!, image[i + 2]!];
    const value = Math.max(red, green, blue);
    const range = value - Math.min(red, green, blue);
    // A grey pixel has no hue, yet PIL's conversion gives it back unchanged.
    if (range === 0) continue;
    const saturation = Math.trunc(fround(fround(range / value) * 255));
    image.set(rgb((hueByte(red, green, blue, value, range) + shift) & 255, saturation, value), i);
  }
}

function hueByte(red: number, green: number, blue: number, value: number, range: number): number {
  const below = (channel: number) => fround((value - channel) / range);
  const [r, g, b] = [below(red), below(green), below(blue)];
  const sixths = red === value ? fround(b - g) : green === value ? fround(2 + r - b) : fround(4 + g - r);
  return Math.min(255, Math.trunc(fround((sixths / 6 + 1) % 1) * 255));
}

function rgb(hue: number, saturation: number, value: number): [number, number, number] {
  const strength = fround(saturation / 255);
  const place = fround((hue * 6) / 255);
  const sector = Math.floor(place);
  const part = fround(place - sector);
  const faded = (share: number) => Math.floor(value * (1 - strength * share) + 0.5);
  const [none, falling, rising] = [faded(1), faded(part), faded(1 - part)];
  switch (sector % 6) {
    case 0:
      return [value, rising, none];
    case 1:
      return [falling, value, none];
    case 2:
      return [none, value, rising];
    case 3:
      return [none, falling, value];
    case 4:
      return [rising, none, value];
    default:
      return [value, none, falling];
  }
}
