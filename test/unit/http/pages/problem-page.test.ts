import assert from 'node:assert/strict';
import { renderProblemPage } from '../../../../src/http/pages/problem-page.tsx';
import { gone, notAcceptable, notFound, unavailable } from '../../../../src/http/problems.ts';
import { base, openPages } from './support/page-context.ts';

describe('renderProblemPage', () => {
  let pages: Awaited<ReturnType<typeof openPages>>;
  before(async () => {
    pages = await openPages();
  });
  after(() => pages.close());

  it('links the formats of a 406', () => {
    const page = renderProblemPage(
      pages.context('/doc/dataset/x'),
      notAcceptable([{ mediaType: 'text/turtle', href: '/doc/dataset/x.ttl' }, { mediaType: 'text/csv' }]),
    );
    assert.match(page, /<a href="\/doc\/dataset\/x\.ttl" type="text\/turtle">text\/turtle<\/a>/);
    assert.match(page, /<code>text\/csv<\/code>/);
    assert.match(page, /id="search-header"/);
  });

  it('says when and why a record was withdrawn', () => {
    const problem = gone(`${base}id/dataset/x`, '2026-03-01T10:00:00Z', `${base}catalog`);
    const reason = { en: 'Counted <twice>', hi: 'दो बार गिना गया' };
    const page = renderProblemPage(pages.context('/doc/dataset/x'), {
      ...problem,
      extensions: { ...problem.extensions, reason },
    });
    assert.match(page, /<dt>Withdrawn<\/dt><dd><time dateTime="2026-03-01T10:00:00Z">1 March 2026<\/time>/i);
    assert.match(page, /<dt>Reason<\/dt><dd>Counted &lt;twice><\/dd>/);
    const hindi = renderProblemPage(pages.context('/doc/dataset/x', 'hi'), {
      ...problem,
      extensions: { reason },
    });
    assert.ok(hindi.includes('दो बार गिना गया'));
  });

  it('offers a search for the words of an address that leads nowhere, and what begins like it', () => {
    const context = pages.context('/doc/dataset/crop-area.ttl');
    const page = renderProblemPage(context, notFound(context.path, `${base}catalog`));
    assert.match(page, /name="q" type="search" value="crop area"/);
    assert.match(page, /<meta name="robots" content="noindex"/);
    assert.ok(!page.includes('Did you mean'));
  });

  it('says what to do where the server is not ready', () => {
    const detail = { en: 'The index is loading.', hi: 'सूची लोड हो रही है।' };
    const page = renderProblemPage(pages.context('/search', 'hi'), unavailable('loading', detail));
    assert.ok(page.includes(detail.hi));
    assert.match(page, /<html lang="hi">/);
  });
});
