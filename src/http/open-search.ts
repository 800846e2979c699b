import type { Portal } from '../feeds/portal.ts';
import { type Language, languages } from '../model/text.ts';
import { element, renderXml } from './xml-text.ts';

export const openSearchType = 'application/opensearchdescription+xml';

const longest = { shortName: 16, longName: 48, description: 1_024 };

/** How browsers and programs search here (https://github.com/dewitt/opensearch, OpenSearch 1.1 draft 6). */
export function openSearchDescription({ base, title, description }: Portal, language: Language): string {
  const template = (suffix: string) =>
    `${base}search${suffix}?q={searchTerms}&size={count?}&lang={language?}`;
  const url = (type: string, suffix: string) =>
    element('Url', { type, rel: 'results', indexOffset: '1', template: template(suffix) });
  return renderXml(
    element(
      'OpenSearchDescription',
      { xmlns: 'http://a9.com/-/spec/opensearch/1.1/' },
      element('ShortName', {}, cut(title[language], longest.shortName)),
      element('LongName', {}, cut(title[language], longest.longName)),
      element('Description', {}, cut(description[language] || title[language], longest.description)),
      url('text/html', ''),
      url('application/atom+xml', '.atom'),
      url('application/json', '.json'),
      element('Url', { type: openSearchType, rel: 'self', template: `${base}opensearch.xml` }),
      element('Query', { role: 'example', searchTerms: language === 'hi' ? 'वर्षा' : 'rainfall' }),
      languages.map((one) => element('Language', {}, one)),
      element('SyndicationRight', {}, 'open'),
      element('AdultContent', {}, 'false'),
      element('InputEncoding', {}, 'UTF-8'),
      element('OutputEncoding', {}, 'UTF-8'),
    ),
  );
}

/** The specification bounds the lengths. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
