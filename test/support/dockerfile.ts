/** An instruction of a Dockerfile. */
export interface Instruction {
  readonly name: string;
  readonly args: string;
}

/** The stages of a Dockerfile: the instructions of each, beginning with its FROM. */
export function dockerStages(text: string): Instruction[][] {
  const lines = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, '');
  const stages: Instruction[][] = [];
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const [, name = '', args = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, args });
  }
  return stages;
}

/** The arguments of all instructions of one name. */
export function argsOf(stage: readonly Instruction[], name: string): string[] {
  return stage.filter((instruction) => instruction.name === name).map(({ args }) => args);
}

/** A command in JSON form, which runs without a shell. */
export function command(args: string): string[] {
  return JSON.parse(args.slice(args.indexOf('['))) as string[];
}
