import type { Command } from 'commander';
import { onOneLine } from './failure-sentence.js';

/**
 * Has a command and all below it refuse a wrong command line in one sentence, as all other mistakes are refused, and
 * leave the end of the process to the caller.
 */
export function refuseInOneSentence(command: Command): Command {
  command.exitOverride().configureOutput({
    outputError: (text, write) => write(`claims: ${commandLineSentence(text)}\n`),
  });
  for (const each of command.commands) refuseInOneSentence(each);
  return command;
}

/** One sentence of what Commander says in two, or on two lines. */
function commandLineSentence(text: string): string {
  const sentence = onOneLine(text.replace(/^error: /, ''))
    .replace(/\. (It must|Allowed choices are|Expected) /, (_, words: string) => `: ${words.toLowerCase()} `)
    .replace(/ \(Did you mean (.*)\?\)$/, ' (did you mean $1?)');
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
