import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { CertificationRecord, ProductRecord } from '../../services/records.js';
import { Certification } from '../types/certification.js';
import { Product } from '../types/product.js';
import { CertificationAssignmentNameInput } from './certification-assignment-name.js';

/** Input of `removeCertificationAssignment`. */
@InputType({ description: 'A certification to remove from a product.' })
export class RemoveCertificationAssignmentInput extends CertificationAssignmentNameInput {}

/** Payload of `removeCertificationAssignment`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `removeCertificationAssignment`.' })
export class RemoveCertificationAssignmentPayload {
  @Field(() => ID, { description: 'Global id of the removed assignment.' })
  removedAssignmentId!: string;

  @Field(() => Product, { description: 'The product from which the certification was removed.' })
  product!: ProductRecord;

  @Field(() => Certification, { description: 'The certification that was removed.' })
  certification!: CertificationRecord;
}
