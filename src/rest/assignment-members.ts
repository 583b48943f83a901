/** Members that the bodies of creating and changing an assignment have in common. */
export const assignmentMembers = {
  source: {
    field: 'source',
    title: 'Source',
    description: 'Who asserts that the product carries the claim.',
  },
  valid_from: {
    field: 'validFrom',
    title: 'Valid From',
    description: 'First day on which the claim holds; null when its beginning is not known.',
  },
  expiration_date: {
    field: 'expirationDate',
    title: 'Expiration Date',
    description: 'Last day on which the claim holds, not before `valid_from`; null when it has no end.',
  },
  evidence_url: {
    field: 'evidenceUrl',
    title: 'Evidence Url',
    description: 'Where evidence can be seen: an absolute http or https URL; empty without any.',
  },
  evidence_note: {
    field: 'evidenceNote',
    title: 'Evidence Note',
    description: 'What there is to say about the evidence.',
  },
  metadata: {
    field: 'metadata',
    title: 'Metadata',
    description: 'Key/value data of the caller, which the service keeps and never looks into.',
  },
} as const;
