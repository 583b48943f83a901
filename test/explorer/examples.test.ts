import { demoExamples } from '../../explorer/graphiql/examples.js';
import { demoClaimId } from '../../src/cli/demo/ids.js';
import { shortId } from '../../src/codecs/short-id.js';

it('names the claim of the demo that the oat drink lacks', () => {
  const assigned = demoExamples.flatMap(
    ({ variables }) => JSON.parse(variables ?? '{}').input?.claimId ?? [],
  );
  expect(assigned).toEqual(Array(2).fill(shortId(demoClaimId('NON_GMO'))));
});
