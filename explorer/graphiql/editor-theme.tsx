import { useGraphiQLActions, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';
import { darkPalette, editorColors, lightPalette } from './editor-colors.ts';

/** Names under which the editors find our themes. */
export const editorTheme = { light: 'claims-light', dark: 'claims-dark' };

/** Monaco's own themes with the colours of the pages, and with stronger ones of tokens that are hard to read. */
const themes = {
  [editorTheme.light]: {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '4b6b3f' },
      { token: 'annotation', foreground: '5b6876' },
      { token: 'attribute.name', foreground: 'b42318' },
    ],
    colors: editorColors(lightPalette),
  },
  [editorTheme.dark]: {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '8fb37a' },
      { token: 'annotation', foreground: 'e6a0a0' },
    ],
    colors: editorColors(darkPalette),
  },
} as const;

/** Gives the editors their colours, and changes them when the system changes between light and dark. */
export function EditorTheme() {
  const monaco = useMonaco((state) => state.monaco);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (!monaco) return;
    for (const [name, theme] of Object.entries(themes)) {
      monaco.editor.defineTheme(name, { ...theme, rules: [...theme.rules] });
    }
    const follow = () => setTheme(null);
    follow();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, [monaco, setTheme]);
  return null;
}
