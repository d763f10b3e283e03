import { expect, test } from 'vitest';
import { exceeds, publishClaims } from '../../../lib/harness/compare/index.js';
import { connectDisplay, type DisplayMessage, mimeTypes, type PublishedClaim } from '../../../lib/notebook/index.js';

test('every claim that can be judged is published with its verdict, evidence and kind of reproduction', () => {
  const sent: DisplayMessage[] = [];
  connectDisplay((message) => void sent.push(message));
  const claims = [exceeds('a', 'b'), exceeds('a', 'absent'), exceeds('b', 'a')].map((predicate, index) => {
    return { key: `marc/claim-${index}`, sentence: 'A sentence.', source: 'p. 1', predicate };
  });
  publishClaims(claims, { a: [2], b: [1] }, { reproduction: 'shortened' });
  const published = sent.map(({ data }) => [data[mimeTypes.claim]].flat()[0] as PublishedClaim);
  expect(published).toMatchObject([
    { key: 'marc/claim-0', verdict: 'supported', source: 'p. 1', margin: 1, reproduction: 'shortened' },
    { key: 'marc/claim-2', verdict: 'not supported', margin: -1, reproduction: 'shortened' },
  ]);
});
