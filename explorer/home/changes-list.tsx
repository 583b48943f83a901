import { claimsAddress } from './claims-address.ts';
import type { Change } from './overview-data.ts';

const VERBS = { ASSIGNED: 'assigned', UPDATED: 'changed', REMOVED: 'removed' } as const;

/** The last changes of the organization, the latest first. */
export function ChangesList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <section>
      <h3 id="changes">Recent changes</h3>
      <ol className="rows">
        {changes.toReversed().map(({ id, at, action, product, claim }) => (
          <li key={id}>
            <a href={claimsAddress(product.gtin)}>{product.name}</a>
            <span>
              {claim.label} {VERBS[action]}
            </span>
            <time dateTime={at}>{`${at.slice(0, 10)} ${at.slice(11, 16)} UTC`}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
