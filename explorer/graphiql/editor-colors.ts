/** Colours of one scheme, as in `chrome/theme.css`, which Monaco cannot read. */
interface Palette {
  readonly accent: string;
  /** The accent where it is text on the background of a selection. */
  readonly accentOnSelection: string;
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly danger: string;
}

export const lightPalette: Palette = {
  accent: '#0f766e',
  accentOnSelection: '#115e59',
  ground: '#ffffff',
  text: '#17212b',
  muted: '#4b5a68',
  faint: '#5b6876',
  danger: '#b42318',
};

export const darkPalette: Palette = {
  accent: '#2dd4bf',
  accentOnSelection: '#5eead4',
  ground: '#1e2733',
  text: '#e7edf2',
  muted: '#a9b6c3',
  faint: '#8b99a8',
  danger: '#ff9d92',
};

const TRANSPARENT = '#00000000';

/**
 * Monaco's colours. Most of its widgets derive theirs from `foreground` and `list.…`: text and background of a state are
 * set together there, because Monaco's own text is meant for its own backgrounds.
 */
export function editorColors({ accent, accentOnSelection, ground, text, muted, faint, danger }: Palette) {
  const selection = `${accent}33`;
  const hover = `${accent}1a`;
  return {
    foreground: text,
    descriptionForeground: muted,
    disabledForeground: muted,
    errorForeground: danger,
    'icon.foreground': muted,
    focusBorder: accent,
    'textLink.foreground': accent,
    'textLink.activeForeground': accent,
    'textPreformat.foreground': text,
    'textCodeBlock.background': TRANSPARENT,

    'editor.background': TRANSPARENT,
    'editor.foreground': text,
    'scrollbar.shadow': TRANSPARENT,
    'editorLineNumber.foreground': faint,
    'editorLineNumber.activeForeground': accent,
    'editorLineNumber.dimmedForeground': faint,
    'editorLink.activeForeground': accent,

    'list.activeSelectionBackground': selection,
    'list.activeSelectionForeground': text,
    'list.activeSelectionIconForeground': text,
    'list.inactiveSelectionBackground': selection,
    'list.inactiveSelectionForeground': text,
    'list.focusBackground': selection,
    'list.focusForeground': text,
    'list.hoverBackground': hover,
    'list.hoverForeground': text,
    'list.highlightForeground': accent,
    'list.focusHighlightForeground': accentOnSelection,

    'editorWidget.background': ground,
    'editorHoverWidget.background': ground,
    'editorHoverWidget.statusBarBackground': ground,
    'editorSuggestWidget.background': ground,
    'editorSuggestWidgetStatus.foreground': muted,
    'quickInput.background': ground,
    'pickerGroup.foreground': accent,
    'keybindingLabel.foreground': text,
    'keybindingLabel.background': ground,
    'menu.background': ground,
    'menu.foreground': text,

    'input.background': ground,
    'input.foreground': text,
    'input.border': faint,
    'input.placeholderForeground': muted,
    'inputOption.activeForeground': text,
    'inputOption.activeBackground': selection,
    'inputValidation.errorForeground': text,
    'inputValidation.infoForeground': text,
    'inputValidation.warningForeground': text,
  };
}
