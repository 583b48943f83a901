import type { Command } from 'commander';
import { onOneLine } from './failure-sentence.js';

/**
 * Makes a command and its subcommands refuse an invalid command line in one sentence, as all other errors, without
 * ending the process.
 */
export function refuseInOneSentence(command: Command): Command {
  command.exitOverride().configureOutput({
    outputError: (text, write) => write(`claims: ${commandLineSentence(text)}\n`),
  });
  for (const each of command.commands) refuseInOneSentence(each);
  return command;
}

/** Converts a message of Commander, which has two sentences or lines, to one sentence. */
function commandLineSentence(text: string): string {
  const sentence = onOneLine(text.replace(/^error: /, ''))
    .replace(/\. (It must|Allowed choices are|Expected) /, (_, words: string) => `: ${words.toLowerCase()} `)
    .replace(/ \(Did you mean (.*)\?\)$/, ' (did you mean $1?)');
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
