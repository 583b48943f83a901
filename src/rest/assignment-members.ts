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
    description: 'First day on which the claim is valid; null if the start is unknown.',
  },
  expiration_date: {
    field: 'expirationDate',
    title: 'Expiration Date',
    description:
      'Last day on which the claim is valid, not before `valid_from`; null if the claim does not expire.',
  },
  evidence_url: {
    field: 'evidenceUrl',
    title: 'Evidence Url',
    description: 'URL of evidence: an absolute http or https URL; empty if there is none.',
  },
  evidence_note: {
    field: 'evidenceNote',
    title: 'Evidence Note',
    description: 'Notes about the evidence.',
  },
  metadata: {
    field: 'metadata',
    title: 'Metadata',
    description: 'Key/value data of the client, which the service stores and does not interpret.',
  },
} as const;
