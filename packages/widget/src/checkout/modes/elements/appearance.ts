import type { Appearance } from '@stripe/stripe-js';

/** What the step looks like, read from the page. */
export interface Look {
  readonly accent: Rgb;
  readonly onAccent: Rgb;
  readonly surface: Rgb;
  readonly text: Rgb;
  /** CSS lengths. */
  readonly radius: string;
  readonly fontSize: string;
  readonly fontFamily: string;
  readonly gap: string;
  readonly still: boolean;
}

/** Red, green, blue; 0 to 255 each. */
export type Rgb = readonly [number, number, number];

/** Above this luminance black on a colour is easier to read than white (WCAG 2.2, relative luminance and contrast). */
const BRIGHT = 0.179;

/** Stripe's fields in the shop's look. Pure. */
export function appearanceOf(look: Look): Appearance {
  const { accent, onAccent, surface, text, radius, fontSize, fontFamily, gap, still } = look;
  return {
    theme: luminance(surface) > BRIGHT ? 'stripe' : 'night',
    disableAnimations: still,
    variables: {
      colorPrimary: hex(accent),
      accessibleColorOnColorPrimary: hex(onAccent),
      colorBackground: hex(surface),
      colorText: hex(text),
      borderRadius: radius,
      fontFamily,
      fontSizeBase: fontSize,
      gridRowSpacing: gap,
      gridColumnSpacing: gap,
    },
  };
}

/** The look that the custom properties come to, wherever in the page they were set. */
export function lookOf(root: ShadowRoot): Look {
  const probe = document.createElement('i');
  root.append(probe);
  const style = getComputedStyle(probe);
  const colour = (property: string): Rgb => {
    probe.style.color = `var(${property})`;
    return rgbOf(style.color);
  };
  probe.style.borderStartStartRadius = 'var(--_radius)';
  probe.style.paddingTop = '0.75rem';
  const look = {
    accent: colour('--_accent'),
    onAccent: colour('--_on-accent'),
    surface: colour('--_surface'),
    text: colour('--_text'),
    radius: style.borderStartStartRadius,
    fontSize: style.fontSize,
    fontFamily: style.fontFamily,
    gap: style.paddingTop,
    still: matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
  probe.remove();
  return look;
}

/** A shop may write its colours in any notation of CSS; Stripe reads the old ones. A canvas translates them all. */
function rgbOf(colour: string): Rgb {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) return [0, 0, 0];
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
