import { useGraphiQLActions, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';

/** Names under which the editors find our themes. */
export const editorTheme = { light: 'claims-light', dark: 'claims-dark' };

const transparent = '#00000000';

/** Monaco's own themes with our accent, and with what is too faint to read on our ground made stronger. */
const themes = {
  [editorTheme.light]: {
    base: 'vs',
    inherit: true,
    rules: [{ token: 'comment', foreground: '4b6b3f' }],
    colors: colors({ accent: '#0f766e', ground: '#ffffff', faint: '#5b6876' }),
  },
  [editorTheme.dark]: {
    base: 'vs-dark',
    inherit: true,
    rules: [{ token: 'comment', foreground: '8fb37a' }],
    colors: colors({ accent: '#2dd4bf', ground: '#1e2733', faint: '#8b99a8' }),
  },
} as const;

function colors({ accent, ground, faint }: { accent: string; ground: string; faint: string }) {
  return {
    'editor.background': transparent,
    'scrollbar.shadow': transparent,
    'editorLineNumber.foreground': faint,
    'editorLineNumber.activeForeground': accent,
    'editorLineNumber.dimmedForeground': faint,
    focusBorder: accent,
    'textLink.foreground': accent,
    'textLink.activeForeground': accent,
    'editorLink.activeForeground': accent,
    'editorHoverWidget.background': ground,
    'editorSuggestWidget.background': ground,
    'editorSuggestWidget.selectedBackground': `${accent}33`,
    'editorWidget.background': ground,
    'quickInput.background': ground,
    'list.highlightForeground': accent,
    'list.hoverBackground': `${accent}1a`,
    'menu.background': ground,
    'menu.selectionBackground': `${accent}33`,
  };
}

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
