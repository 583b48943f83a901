/** How an element that a foreign component has made is told right to assistive technology. */
export type Mend = readonly [selector: string, mend: (element: HTMLElement) => void];

/** Mends what is below an element now and whatever comes there or changes later, until it is stopped. */
export function mendMarkup(root: HTMLElement, mends: readonly Mend[]): () => void {
  const mendAll = () => {
    for (const [selector, mend] of mends) {
      for (const element of root.querySelectorAll<HTMLElement>(selector)) mend(element);
    }
  };
  const observer = new MutationObserver(mendAll);
  mendAll();
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['role', 'aria-selected'] });
  return () => observer.disconnect();
}
