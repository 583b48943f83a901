import { settingSpecs } from './settings.js';

/** The variables of the environment, one on each line, with their defaults in this process. */
export function settingsHelp(environment: NodeJS.ProcessEnv): string {
  const specs = Object.entries(settingSpecs(environment));
  const width = Math.max(...specs.map(([name]) => name.length));
  const lines = specs.map(
    ([name, spec]) => `  ${name.padEnd(width)}  ${spec.desc} (${defaultOf(spec.default)})`,
  );
  return `\nEnvironment variables, with their defaults:\n${lines.join('\n')}`;
}

function defaultOf(value: unknown): string {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? 'none' : String(value);
}
