import { CategoryBars, countByCategory } from './category-bars.tsx';
import { claimsAddress } from './claims-address.ts';
import { type AssignmentFigures, type Expiring, SOON_DAYS } from './overview-data.ts';

/** Rows that the page lists. */
const ROWS = 8;

/** What expires soon: how much, of which categories, and the next rows. */
export function ExpiringList({ pageInfo, nodes }: NonNullable<AssignmentFigures['expiring']>) {
  const isAll = !pageInfo.hasNextPage;
  return (
    <section>
      <h3 id="expiring">
        Expires within {SOON_DAYS} days <span>{isAll ? nodes.length : `more than ${nodes.length}`}</span>
      </h3>
      {nodes.length === 0 && <p>No claim of your products expires soon.</p>}
      {isAll && nodes.length > 1 && (
        <CategoryBars
          counts={countByCategory(nodes.map(({ claim }) => claim.category))}
          labelledBy="expiring"
        />
      )}
      {nodes.length > 0 && (
        <ol className="rows">
          {nodes.slice(0, ROWS).map((assignment) => (
            <ExpiringRow key={assignment.id} {...assignment} />
          ))}
        </ol>
      )}
      {nodes.length > ROWS && <p className="small">The next {ROWS} are listed.</p>}
    </section>
  );
}

function ExpiringRow({ product, claim, expirationDate }: Expiring) {
  return (
    <li>
      <a href={claimsAddress(product.gtin)}>{product.name}</a>
      <span>{claim.label}</span>
      <time dateTime={expirationDate}>{expirationDate}</time>
    </li>
  );
}
