/** What poolers answer when they do not take the settings that come with a connection. */
const REFUSED_SETTINGS = /\bunsupported startup parameter\b|\bcommand-line options\b/;

/** Whether a pooler has refused a connection for its startup parameters. */
export function areSettingsRefused(message: string): boolean {
  return REFUSED_SETTINGS.test(message);
}
