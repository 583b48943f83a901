import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { withoutPrefix } from '../codecs/global-id.js';
import {
  AssignCertificationsInput,
  AssignCertificationsPayload,
} from '../schema/inputs/assign-certifications.js';
import { assignCertifications } from '../services/certification-assignments/batches/assign-certifications.js';
import type { GatewayContext } from './context.js';
import { selectsScopeOfRows } from './look-ahead/batch-details.js';
import { rowProblem } from './row-problem.js';

@Resolver()
export class AssignCertificationsResolver {
  @Mutation(() => AssignCertificationsPayload, {
    nullable: true,
    description:
      'Assigns up to 1,000 certifications to products by one statement. Each row is checked and stored as by `assignCertification`. Counts as one request of the quota for each started 100 rows.',
  })
  async assignCertifications(
    @Arg('input', () => AssignCertificationsInput, { description: 'The rows.' })
    input: AssignCertificationsInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AssignCertificationsPayload> {
    const assignments = input.assignments.map((row) => ({
      ...row,
      certificationId: withoutPrefix('certification', row.certificationId),
    }));
    const { created, updated, failed, results } = await assignCertifications(
      database,
      principal,
      { ...input, assignments },
      { write: repeatable?.write(String(info.path.key)), readsScope: selectsScopeOfRows(info) },
    );
    loaders.forget();
    return {
      created,
      updated,
      failed,
      results: results.map(({ assignment = null, problem }, index) => ({
        index,
        assignment,
        problem: problem ? rowProblem(problem, index) : null,
      })),
    };
  }
}
