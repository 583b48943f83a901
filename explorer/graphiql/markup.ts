import type { Mend } from '../chrome/mend-markup.ts';

/**
 * GraphiQL makes each tab a list item with two buttons in it, one to choose and one to close, and gives the
 * role of a tab to the item: a tab may hold no buttons, and cannot be reached by keyboard. The items are told
 * as the list that they are, and the button of the chosen one as the current one.
 */
export const graphiqlMarkup: readonly Mend[] = [
  ['.graphiql-tabs[role]', (list) => list.removeAttribute('role')],
  [
    '.graphiql-tab[role]',
    (item) => {
      item.removeAttribute('role');
    },
  ],
  [
    '.graphiql-tab[aria-selected]',
    (item) => {
      const isCurrent = item.getAttribute('aria-selected') === 'true';
      item.removeAttribute('aria-selected');
      item.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', String(isCurrent));
    },
  ],
];
