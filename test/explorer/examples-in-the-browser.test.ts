import { describeWithBrowser } from '../support/browser.js';
import { useExplorer } from './explorer-suite.js';

describeWithBrowser('the examples of the explorer', () => {
  const site = useExplorer();

  afterEach(async () => {
    expect(await site.browser.closePages()).toEqual([]);
  });

  it('stand in tabs of their own at the first visit', async () => {
    await site.explorer.open();
    expect(await site.explorer.tabs.allTextContents()).toEqual([
      'VeganAndGlutenFree',
      'ProductWithEvidence',
      'AssignClaim',
      'AssignClaimAgain',
      'ClaimsByCategory',
      'ExpiringSoon',
      'CountsOfASearch',
      'Changes',
      'AssignClaims',
      'ExpiringCertificates',
    ]);
  });

  it('give a first answer behind the link of the start', async () => {
    const link = await site.gateway.signInLink();
    await site.explorer.open(link);
    const { data } = await site.explorer.run();
    await site.explorer.shows(site.explorer.answer, 'Oat Drink Original');
    expect(data.products.totalCount).toBe(8);
  });

  it('show a product with its claims and their evidence', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.chooseTab('ProductWithEvidence');
    const { data } = await site.explorer.run();
    await site.explorer.shows(site.explorer.answer, 'DAIRY_FREE');
    const [assignment] = data.product.claims.nodes.filter((node: any) => node.evidenceUrl);
    expect(assignment).toMatchObject({ claim: { code: 'GLUTEN_FREE' }, source: 'THIRD_PARTY_VERIFIED' });
  });

  it('assign a claim with variables, and meet the conflict when they assign it again', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.chooseTab('AssignClaim');
    await site.explorer.shows(site.explorer.variables, '09520000000011');
    const { data } = await site.explorer.run();
    await site.explorer.shows(site.explorer.answer, 'isActive');
    expect(data.assignClaim.assignment).toMatchObject({ claim: { label: 'Non-GMO' }, isActive: true });

    await site.explorer.chooseTab('AssignClaimAgain');
    const { errors } = await site.explorer.run();
    await site.explorer.shows(site.explorer.answer, 'CONFLICT');
    expect(errors[0].extensions).toMatchObject({ code: 'CONFLICT', status: 409 });
  });

  it('page through the claims of a category', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.chooseTab('ClaimsByCategory');
    const first = await site.explorer.run();
    await site.explorer.shows(site.explorer.answer, 'HALAL');
    const { hasNextPage, endCursor } = first.data.claims.pageInfo;
    expect(hasNextPage).toBe(true);

    await site.explorer.write('Variables', JSON.stringify({ category: 'DIETARY', after: endCursor }));
    const second = await site.explorer.run();
    await site.explorer.shows(site.explorer.answer, 'VEGAN');
    expect(second.data.claims.pageInfo.hasNextPage).toBe(false);
    expect(second.data.claims.nodes).toHaveLength(first.data.claims.totalCount - 5);
  });

  it('assign claims to many products, with a result for each row', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.chooseTab('AssignClaims');
    const { data } = await site.explorer.run();
    await site.explorer.shows(site.explorer.answer, 'NOT_FOUND');
    expect(data.assignClaims).toMatchObject({
      failed: 1,
      results: [{ problem: null }, { assignment: null }],
    });
  });

  it('list what expires, count a search, and show what was changed', async () => {
    await site.explorer.openSignedIn(site.gateway.key);
    await site.explorer.chooseTab('ExpiringSoon');
    const expiring = await site.explorer.run();
    expect(expiring.errors).toBeUndefined();
    expect(expiring.data.claimAssignments.nodes).toBeInstanceOf(Array);
    await site.explorer.chooseTab('CountsOfASearch');
    const counts = await site.explorer.run();
    const { totalCount, facets } = counts.data.products;
    expect(totalCount).toBeGreaterThan(0);
    expect(facets.claims.length).toBeGreaterThan(0);
    await site.explorer.chooseTab('Changes');
    const { data } = await site.explorer.run();
    expect(data.claimEvents.nodes).toHaveLength(10);
    expect(data.claimEvents.nodes[0]).toMatchObject({ action: 'ASSIGNED', actor: 'demo' });
  });
});
