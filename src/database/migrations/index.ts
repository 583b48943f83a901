import { InitialSchema } from './0001-initial-schema.js';

/** Every migration, oldest first. A released one is never edited: changes come as a new file. */
export const migrations = [{ name: '0001-initial-schema', class: InitialSchema }] as const;
