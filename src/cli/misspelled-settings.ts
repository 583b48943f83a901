/** A variable whose name differs from that of a setting by one typing error. */
export interface MisspelledSetting {
  readonly given: string;
  readonly meant: string;
}

/**
 * Minimum length of names that are compared: shorter ones, such as HOST and PORT, resemble variables of other programs.
 */
const MIN_LENGTH = 8;

/**
 * Finds variables that were probably meant as settings, and none that another program may well have: the setting itself
 * must be missing, its name long, and the difference one letter that is added, omitted, replaced or in another place.
 * @param names of all settings.
 */
export function misspelledSettings(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
): MisspelledSetting[] {
  const missing = names.filter((name) => name.length >= MIN_LENGTH && environment[name] === undefined);
  return Object.keys(environment).flatMap((given) => {
    if (names.includes(given)) return [];
    const meant = missing.find((name) => isOneErrorFrom(given.toUpperCase(), name));
    return meant === undefined ? [] : [{ given, meant }];
  });
}

/** Whether at most one letter was added, omitted or replaced, or two neighbours were swapped. */
function isOneErrorFrom(given: string, name: string): boolean {
  const [short, long] = given.length < name.length ? [given, name] : [name, given];
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  const [one, other] = [short.slice(start, short.length - end), long.slice(start, long.length - end)];
  // A number at the end counts variables: DATABASE_URL2.
  if (/\d/.test(one + other)) return false;
  if (one.length <= 1 && other.length <= 1) return true;
  return one.length === 2 && other.length === 2 && one[0] === other[1] && one[1] === other[0];
}
