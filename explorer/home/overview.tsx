import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { CategoryBars } from './category-bars.tsx';
import { ChangesList } from './changes-list.tsx';
import { ExpiringList } from './expiring-list.tsx';
import { type AssignmentFigures, type Counts, readCounts, readFigures } from './overview-data.ts';

interface Organization {
  readonly id: string;
  readonly name: string;
}

/** Shows what is stored, with the rights of the session, in a section that is hidden until then. */
export function showOverview(section: HTMLElement, organization: Organization): void {
  section.hidden = false;
  createRoot(section).render(<Overview organization={organization} />);
}

/** What was read: undefined while it is being read, null when it cannot be. */
type Reading<Data> = Data | null | undefined;

function Overview({ organization }: { readonly organization: Organization }) {
  const [counts, setCounts] = useState<Reading<Counts>>();
  const [figures, setFigures] = useState<Reading<AssignmentFigures>>();
  useEffect(() => {
    void (async () => {
      const read = await readCounts();
      setCounts(read ?? null);
      // One after the other: the server counts for an account one thing at a time.
      setFigures((read && (await readFigures(organization.id))) ?? null);
    })();
  }, [organization.id]);
  const own = figures?.viewer.organization.products;
  const categories = figures?.products?.facets?.categories ?? [];
  return (
    <>
      <h2 id="overview-title">{organization.name}</h2>
      <div role="status">
        {counts === null && <p>The numbers cannot be shown at the moment. Reload the page to try again.</p>}
        {counts?.products?.totalCount === 0 && (
          <p>
            There are no products yet. The operator imports them: <code>claims import products FILE</code>.
          </p>
        )}
        {counts && (
          <dl className="numbers">
            <Figure name="Products" count={counts.products} />
            <Figure name="Products of your organization" count={own} />
            <Figure name="Claims in the catalogue" count={counts.claims} />
            <Figure name="Claims of products" count={figures?.assignments} />
          </dl>
        )}
      </div>
      {figures?.expiring && <ExpiringList {...figures.expiring} />}
      {figures?.changes && figures.changes.nodes.length > 0 && (
        <ChangesList changes={figures.changes.nodes} />
      )}
      {categories.length > 0 && (
        <section>
          <h3 id="categories">Products by category of their claims</h3>
          <CategoryBars counts={categories} labelledBy="categories" />
        </section>
      )}
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly count: { readonly totalCount: number } | null | undefined;
}

/** A number with its name; nothing when it could not be counted. */
function Figure({ name, count }: FigureProps) {
  if (!count) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{count.totalCount.toLocaleString('en')}</dd>
    </div>
  );
}
