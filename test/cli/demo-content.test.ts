import { readDemoContent } from '../../src/cli/demo/content.js';

interface Certificate {
  readonly gtin: string;
  readonly valid_from?: string;
  readonly expiration_date?: string;
  readonly audit_date?: string;
  readonly certificate_number?: string;
  readonly verification_status: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

const certificatesOn = async (day: string) =>
  (await readDemoContent(new Date(day))).certificationAssignments as Certificate[];

const days = ['2026-01-31', '2026-07-01', '2026-12-31', '2028-02-29', '2031-03-30', '2040-10-01'];

describe('claims of the demo', () => {
  it.each(days)('are valid, have expired or expire within 60 days when it is written on %s', async (day) => {
    const { assignments } = await readDemoContent(new Date(day));
    const expirations = (assignments as Certificate[]).flatMap(
      ({ expiration_date }) => expiration_date ?? [],
    );
    expect(expirations.filter((date) => date >= day && date <= dayAfter(day, 60))).toHaveLength(1);
    expect(expirations.filter((date) => date < day)).toHaveLength(1);
    expect(expirations.filter((date) => date > dayAfter(day, 365))).not.toHaveLength(0);
  });
});

describe('certificates of the demo', () => {
  it.each(days)('are valid, have expired or expire within 90 days when it is written on %s', async (day) => {
    const certificates = await certificatesOn(day);
    const expirations = certificates.flatMap(({ expiration_date }) => expiration_date ?? []);
    expect(expirations.some((date) => date >= day && date <= dayAfter(day, 90))).toBe(true);
    expect(expirations.some((date) => date > dayAfter(day, 365))).toBe(true);
    for (const certificate of certificates) {
      const { valid_from = '', expiration_date = '9999-12-31', audit_date = '' } = certificate;
      expect({ ...certificate, isInOrder: valid_from <= expiration_date && audit_date <= day }).toEqual({
        ...certificate,
        isInOrder: true,
      });
      // What is said of a certificate agrees with its dates.
      expect(certificate.verification_status === 'expired').toBe(expiration_date < day);
    }
    expect(new Set(certificates.map(({ verification_status }) => verification_status)).size).toBe(3);
  });

  it('keep the distances of their dates, and the ends of months', async () => {
    const dates = async (day: string) => {
      const found = (await certificatesOn(day)).find(
        ({ certificate_number: number }) => number === 'PL-20-6105',
      );
      return [found?.valid_from, found?.expiration_date, found?.audit_date];
    };
    expect(await dates('2026-12-24')).toEqual(['2024-02-01', '2027-01-31', '2025-12-03']);
    expect(await dates('2027-01-01')).toEqual(['2024-03-01', '2027-02-28', '2026-01-03']);
    expect(await dates('2024-01-15')).toEqual(['2021-03-01', '2024-02-29', '2023-01-03']);
  });
});
