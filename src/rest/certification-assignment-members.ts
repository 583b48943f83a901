/** Members that the bodies of creating and changing a certification's assignment have in common. */
export const certificationAssignmentMembers = {
  valid_from: {
    field: 'validFrom',
    title: 'Valid From',
    description: 'First day on which the certificate is valid; null if the start is unknown.',
  },
  expiration_date: {
    field: 'expirationDate',
    title: 'Expiration Date',
    description:
      'Last day on which the certificate is valid, not before `valid_from`; null if it does not expire.',
  },
  certificate_number: {
    field: 'certificateNumber',
    title: 'Certificate Number',
    description: 'Number of the certificate.',
  },
  issuing_body: {
    field: 'issuingBody',
    title: 'Issuing Body',
    description: 'Who issued the certificate.',
  },
  verification_url: {
    field: 'verificationUrl',
    title: 'Verification Url',
    description:
      'URL at which the certificate can be checked: an absolute http or https URL; empty if there is none.',
  },
  verification_status: {
    field: 'verificationStatus',
    title: 'Verification Status',
    description: 'What the writer says about the certificate; it does not follow from the dates.',
  },
  scope: { field: 'scope', title: 'Scope', description: 'What the certificate covers.' },
  certification_value: {
    field: 'certificationValue',
    title: 'Certification Value',
    description: 'Assessed level or result (GS1 `certificationValue`).',
  },
  audit_date: {
    field: 'auditDate',
    title: 'Audit Date',
    description: 'Day of the last audit; null if it is unknown.',
  },
  initial_certification_date: {
    field: 'initialCertificationDate',
    title: 'Initial Certification Date',
    description: 'Day on which the product was first certified; null if it is unknown.',
  },
  certificate_countries: {
    field: 'certificateCountries',
    title: 'Certificate Countries',
    description: 'Countries in which the certificate is valid, by their two letters (ISO 3166-1).',
  },
  metadata: {
    field: 'metadata',
    title: 'Metadata',
    description: 'Key/value data of the client, which the service stores and does not interpret.',
  },
} as const;
