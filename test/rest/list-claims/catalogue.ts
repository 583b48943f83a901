import type { Answer } from '../../support/gateway.js';
import { type Scene, setScene } from '../scene.js';

/** A scene with a catalogue of six claims, in which two labels are the same. */
export interface Catalogue extends Scene {
  /** Sends the query, which begins with a question mark unless it is empty. */
  list(query?: string): Promise<Answer>;
  /** Codes of the page that the query asks for. */
  codes(query?: string): Promise<string[]>;
}

/** Adds to the scene's NON_GMO, "Non-GMO", INGREDIENT_ABSENCE. */
export async function setCatalogue(): Promise<Catalogue> {
  const scene = await setScene();
  const { fixtures, rest } = scene.gateway;
  await fixtures.claim('VEGAN', { label: 'Vegan', category: 'DIETARY' });
  await fixtures.claim('KOSHER_2', { label: 'Kosher', category: 'DIETARY' });
  await fixtures.claim('KOSHER', { label: 'Kosher', category: 'DIETARY' });
  await fixtures.claim('FRUIT_100', {
    label: '100% fruit_juice',
    category: 'OTHER',
    description: 'Only juice.',
  });
  await fixtures.claim('ALPINE', { label: 'ÄLPLER-Käse \\ Öko', category: 'PROCESS' });
  const list = (query = '') => rest('GET', `/claims${query}`, { key: scene.key });
  return {
    ...scene,
    list,
    codes: async (query) => (await list(query)).body.data.map(({ code }: { code: string }) => code),
  };
}
