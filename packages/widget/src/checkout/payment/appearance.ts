import type { Appearance } from '@stripe/stripe-js';

/** Half-way between black and white, from 0 to 255. */
const HALF_BRIGHT = 128;

/**
 * Stripe's fields in the shop's look: what the custom properties come to, wherever in the page they were set.
 *
 * @param root of the step, where they apply
 */
export function appearanceOf(root: ShadowRoot): Appearance {
  const probe = document.createElement('i');
  root.append(probe);
  const { style } = probe;
  const computed = getComputedStyle(probe);
  const colour = (property: string): Rgb => {
    style.color = `var(${property})`;
    return rgbOf(computed.color);
  };
  style.borderRadius = 'var(--_radius)';
  const surface = colour('--_surface');
  const variables: NonNullable<Appearance['variables']> = {
    colorPrimary: text(colour('--_accent')),
    accessibleColorOnColorPrimary: text(colour('--_on-accent')),
    colorBackground: text(surface),
    colorText: text(colour('--_text')),
    borderRadius: computed.borderTopLeftRadius,
    fontFamily: computed.fontFamily,
    fontSizeBase: computed.fontSize,
    gridRowSpacing: '12px',
    gridColumnSpacing: '12px',
  };
  probe.remove();
  return {
    theme: brightness(surface) < HALF_BRIGHT ? 'night' : 'stripe',
    disableAnimations: matchMedia('(prefers-reduced-motion: reduce)').matches,
    variables,
  };
}

/** Calls with the look anew whenever the buyer changes between light and dark, until it is aborted. */
export function followLook(root: ShadowRoot, signal: AbortSignal, apply: (appearance: Appearance) => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(appearanceOf(root)), { signal });
}

type Rgb = readonly number[];

/** A shop may write its colours in any notation of CSS; Stripe.js reads the old ones. A canvas translates them all. */
function rgbOf(colour: string): Rgb {
  const pixel = new OffscreenCanvas(1, 1).getContext('2d');
  if (!pixel) return [0, 0, 0];
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function text(colour: Rgb): string {
  return `rgb(${colour.join(', ')})`;
}

/** As an eye weighs the three: the weights of ITU-R BT.709, in tenths. */
function brightness([red = 0, green = 0, blue = 0]: Rgb): number {
  return (red * 2 + green * 7 + blue) / 10;
}
