import type { RecordOrigin } from '../model/record.ts';
import { parseIri } from '../rdf/terms.ts';

/**
 * An origin as the portal may state it: addresses of the web without a name and password in them; no path of a machine,
 * and no address of a database.
 */
export function publishedOrigin({ url, catalogue, ...origin }: RecordOrigin): RecordOrigin {
  const record = url === undefined ? undefined : webAddress(url);
  const listed = catalogue === undefined ? undefined : catalogueIri(catalogue);
  return {
    ...origin,
    ...(record !== undefined && { url: record }),
    ...(listed !== undefined && { catalogue: listed }),
  };
}

function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username === '' && url.password === '') return parseIri(text);
  url.username = '';
  url.password = '';
  return parseIri(url.href);
}

/** A catalogue may have a name that leads nowhere (`urn:`…). */
function catalogueIri(text: string): string | undefined {
  if (/^https?:/i.test(text)) return webAddress(text);
  return /^(?:file|data|javascript):/i.test(text) ? undefined : parseIri(text);
}
