import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Certification } from '../../entities/certification.js';
import { CertificationAssignment } from '../../entities/certification-assignment.js';
import { CertificationAssignmentEvent } from '../../entities/certification-assignment-event.js';
import { CertificationBody } from '../../entities/certification-body.js';
import type { DemoContent } from './demo-content.js';
import { withoutReferences } from './without-references.js';

/**
 * Removes the demo's certifications that were not changed and that nothing refers to any more, then the bodies that were not
 * changed and that issue none.
 * @param organizationId UUID of the organization of the demo, which owns some of the certifications.
 */
export async function removeDemoCertifications(
  entities: EntityManager,
  { certifications, certificationBodies }: DemoContent,
  organizationId: string,
): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const written = new Map(certifications.map((certification) => [certification.id, certification]));
  const stored = await entities.find(
    Certification,
    { id: { $in: [...written.keys()] }, $or: [{ organization: null }, { organization: organizationId }] },
    { lockMode },
  );
  const unchanged = stored
    .filter(({ id, code, label }) => {
      const certification = written.get(id);
      return certification?.label === label && certification.code === code;
    })
    .map(({ id }) => id);
  const unused = await withoutReferences(entities, unchanged, [
    [CertificationAssignment, 'certification'],
    [CertificationAssignmentEvent, 'certification'],
  ]);
  await entities.nativeDelete(Certification, { id: { $in: unused } });

  const names = new Map(certificationBodies.map(({ id, name }) => [id, name]));
  const bodies = await entities.find(CertificationBody, { id: { $in: [...names.keys()] } }, { lockMode });
  const unchangedBodies = bodies.filter(({ id, name }) => names.get(id) === name).map(({ id }) => id);
  const unusedBodies = await withoutReferences(entities, unchangedBodies, [
    [Certification, 'certificationBody'],
  ]);
  await entities.nativeDelete(CertificationBody, { id: { $in: unusedBodies } });
}
