import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { demoExamples, type Example } from './examples.ts';

type Tab = ReturnType<typeof useTabs>['tabs'][number];

function useTabs() {
  return useGraphiQL(({ tabs, activeTabIndex, queryEditor, variableEditor, headerEditor }) => ({
    tabs,
    activeTabIndex,
    queryEditor,
    variableEditor,
    headerEditor,
  }));
}

/**
 * Puts examples that fit what is stored here in the place of the demo's, in tabs that still hold one as it was. Tabs that
 * the visitor has changed stay.
 */
export function FitExamples({ examples }: { readonly examples: readonly Example[] }) {
  const { tabs, activeTabIndex, queryEditor, variableEditor, headerEditor } = useTabs();
  const { moveTab, updateActiveTabValues } = useGraphiQLActions();
  const fitted = useRef<readonly Example[]>(undefined);
  useEffect(() => {
    if (fitted.current === examples || !queryEditor || !variableEditor || !headerEditor) return;
    fitted.current = examples;
    const active = tabs[activeTabIndex];
    const others = tabs.map((tab) => (tab === active ? tab : fit(tab, examples)));
    if (others.some((tab, index) => tab !== tabs[index])) {
      // The store knows no other way to change tabs, and sets the editors to what it knows of the active one.
      const editors = [queryEditor, variableEditor, headerEditor];
      const states = editors.map((editor) => ({ text: editor.getValue(), view: editor.saveViewState() }));
      moveTab(others);
      editors.forEach((editor, index) => {
        const state = states[index];
        if (state && editor.getValue() !== state.text) editor.setValue(state.text);
        if (state) editor.restoreViewState(state.view);
      });
    }
    const next = active && fit(active, examples);
    if (!next || next === active || queryEditor.getValue() !== active.query) return;
    queryEditor.setValue(next.query ?? '');
    variableEditor.setValue(next.variables ?? '');
    updateActiveTabValues(next);
  }, [
    examples,
    tabs,
    activeTabIndex,
    queryEditor,
    variableEditor,
    headerEditor,
    moveTab,
    updateActiveTabValues,
  ]);
  return null;
}

/** The tab with the example that fits, or the same one when it holds no example of the demo, or none that differs. */
function fit(tab: Tab, examples: readonly Example[]): Tab {
  const index = demoExamples.findIndex(
    ({ query, variables = '' }) => tab.query === query && (tab.variables ?? '') === variables,
  );
  const example = examples[index];
  if (!example || example === demoExamples[index]) return tab;
  const { query, variables = null } = example;
  if (query === tab.query && (variables ?? '') === (tab.variables ?? '')) return tab;
  const operationName = /^(?:query|mutation) (\w+)/m.exec(query)?.[1] ?? null;
  return { ...tab, query, variables, operationName, title: operationName ?? tab.title };
}
