import { InvalidArgumentError } from 'commander';
import { GTIN_PATTERN, toGtin14 } from '../codecs/gtin.js';
import { readUuid, shortId } from '../codecs/short-id.js';
import type { Database } from '../database/database.js';
import { OperatorError } from '../errors/operator-error.js';
import { findOrganizations } from '../services/organizations/find-organizations.js';
import { isDate } from '../services/validation/formats.js';

/** Parses an id in either written form into a UUID. */
export function idArgument(text: string): string {
  const id = readUuid(text);
  if (id === null) throw new InvalidArgumentError('It must be a 22-character short id or a UUID.');
  return id;
}

/** Parses a GTIN of 8 to 14 digits into a GTIN-14. */
export function gtinArgument(text: string): string {
  if (!new RegExp(GTIN_PATTERN).test(text)) throw new InvalidArgumentError('It must have 8 to 14 digits.');
  return toGtin14(text);
}

/** Parses a number of requests: a whole number from 0, which stands for the default. */
export function requestsArgument(text: string): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number from 0 to 999999999.');
  return number;
}

/** Parses a future time in ISO 8601, with an offset unless it is a date. */
export function futureArgument(text: string): Date {
  const [, day] =
    /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  const moment = new Date(text);
  if (day === undefined || !isDate(day) || Number.isNaN(moment.getTime())) {
    throw new InvalidArgumentError('It must be an ISO 8601 time such as 2027-01-31T00:00:00Z.');
  }
  if (moment.getTime() <= Date.now()) throw new InvalidArgumentError('It must be a time in the future.');
  return moment;
}

/** Refuses an organization that does not exist. */
export async function requireOrganization(database: Database, id: string): Promise<void> {
  const [organization] = await findOrganizations(database, [id]);
  if (!organization) throw unknownOrganization(id);
}

/** The sentence about an unknown id (UUID) of an organization. */
export function unknownOrganization(id: string): OperatorError {
  return new OperatorError(`There is no organization with the id ${shortId(id)}.`);
}
