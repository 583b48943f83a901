import type { Page } from 'playwright-core';

/** Minimum contrast of text (WCAG 2.2, success criterion 1.4.3). */
const MIN_CONTRAST = 4.5;

/** The source of a function that runs in the page: texts below an element whose contrast is too low, with their colours. */
const FIND_FAINT_TEXTS = `(selector, minimum) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  // Whatever the notation of a colour: what a pixel of it is, with its alpha.
  function colorOf(css) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { channels: [red, green, blue], alpha: alpha / 255 };
  }
  function over({ channels, alpha }, ground) {
    return channels.map((channel, index) => channel * alpha + ground[index] * (1 - alpha));
  }
  function luminance(channels) {
    const [red, green, blue] = channels.map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  /** The colour behind an element, and its opacity within its ancestors. */
  function groundOf(element) {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.unshift(getComputedStyle(each));
    let opacity = 1;
    let ground = [255, 255, 255];
    for (const style of layers) {
      opacity *= Number(style.opacity);
      const { channels, alpha } = colorOf(style.backgroundColor);
      ground = over({ channels, alpha: alpha * opacity }, ground);
    }
    return { ground, opacity };
  }
  const faint = [];
  function check(element, text, css) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
    if (element.closest('.disabled, [disabled], [aria-disabled="true"]')) return;
    const { ground, opacity } = groundOf(element);
    const color = colorOf(css);
    const shown = over({ ...color, alpha: color.alpha * opacity }, ground);
    const [lighter, darker] = [luminance(shown), luminance(ground)].sort((one, other) => other - one);
    const contrast = (lighter + 0.05) / (darker + 0.05);
    if (contrast < minimum) {
      const place = element.closest('[class]').className;
      const colors = [shown, ground].map((channels) => channels.map(Math.round).join(' ')).join(' on ');
      faint.push(text.trim().slice(0, 30) + ' in ' + place + ': ' + contrast.toFixed(2) + ', ' + colors);
    }
  }
  const roots = document.querySelectorAll(selector);
  if (roots.length === 0) return ['nothing is shown'];
  let count = 0;
  for (const root of roots) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (!/\\S/.test(node.data)) continue;
      count += 1;
      check(node.parentElement, node.data, getComputedStyle(node.parentElement).color);
    }
    for (const input of root.querySelectorAll('input, textarea')) {
      count += 1;
      check(input, input.value, getComputedStyle(input).color);
      check(input, input.placeholder, getComputedStyle(input, '::placeholder').color);
    }
  }
  return count === 0 ? ['nothing is written'] : [...new Set(faint)];
}`;

/**
 * The texts of what a selector finds that are too faint to read, in both colour schemes.
 * @param show shows it in a scheme, for what keeps the colours with which it was drawn.
 */
export async function faintTexts(
  page: Page,
  selector: string,
  show: () => Promise<void> = async () => {},
): Promise<Record<string, unknown>> {
  const faint: Record<string, unknown> = {};
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await show();
    // Colours that are still changing have the contrast of neither scheme.
    await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished))');
    faint[colorScheme] = await page.evaluate(
      `(${FIND_FAINT_TEXTS})(${JSON.stringify(selector)}, ${MIN_CONTRAST})`,
    );
  }
  return faint;
}

/** What `faintTexts` finds where everything can be read. */
export const NONE_FAINT = { light: [], dark: [] };
