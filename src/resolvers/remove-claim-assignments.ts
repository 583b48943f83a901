import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { assignmentGlobalId } from '../codecs/global-id.js';
import {
  RemoveClaimAssignmentsInput,
  RemoveClaimAssignmentsPayload,
} from '../schema/inputs/remove-claim-assignments.js';
import { removeClaimAssignments } from '../services/assignments/batches/remove-claim-assignments.js';
import type { GatewayContext } from './context.js';
import { rowProblem } from './row-problem.js';

@Resolver()
export class RemoveClaimAssignmentsResolver {
  @Mutation(() => RemoveClaimAssignmentsPayload, {
    nullable: true,
    description:
      'Removes up to 1,000 claims from products by one statement; their history stays. Each row is checked and removed as by `removeClaimAssignment`. Counts as one request of the quota for each started 100 rows.',
  })
  async removeClaimAssignments(
    @Arg('input', () => RemoveClaimAssignmentsInput, { description: 'The rows.' })
    input: RemoveClaimAssignmentsInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RemoveClaimAssignmentsPayload> {
    const write = repeatable?.write(String(info.path.key));
    const { removed, failed, results } = await removeClaimAssignments(database, principal, input, write);
    loaders.forget();
    return {
      removed,
      failed,
      results: results.map((row, index) =>
        row.problem
          ? { index, removedAssignmentId: null, problem: rowProblem(row.problem, index) }
          : { index, removedAssignmentId: assignmentGlobalId(row.gtin, row.claimId), problem: null },
      ),
    };
  }
}
