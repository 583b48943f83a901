/** The commands of a fenced block of a Markdown document. */
export interface CommandBlock {
  /** The section that contains it. */
  readonly section: string;
  readonly commands: string;
}

/** The fenced blocks of shell commands, in their order. */
export function fencedCommands(markdown: string): CommandBlock[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(({ index, 1: commands = '' }) => ({
    section: [...markdown.slice(0, index).matchAll(/^#+ (.*)$/gm)].at(-1)?.[1] ?? '',
    commands,
  }));
}
