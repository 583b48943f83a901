import type { Mend } from '../chrome/mend-markup.ts';

/** What Scalar leaves out for those who do not see the page. */
export const scalarMarkup: readonly Mend[] = [
  // Its inputs offer a list only after something was typed.
  ['[role="combobox"]:not([aria-expanded])', (input) => input.setAttribute('aria-expanded', 'false')],
  // An encoded sentence stands in fields of secrets, which looks as if one was set.
  ['input[placeholder^="QUxM"]', (input) => input.setAttribute('placeholder', 'Not set')],
  // Links that are pictures, whose words are hidden when there is little room or there are none.
  [
    'a[target="_blank"]:has(svg):not([aria-label])',
    (link) => link.setAttribute('aria-label', link.textContent?.trim() || 'External documentation'),
  ],
];
