import type { MapNode } from './map-node.ts';
import { type PageSize, type Paging, type RecordsLocation, tableFormats } from './row.ts';

const recordsNames = [
  ...(['format', 'encoding', 'delimiter', 'sheet', 'header-row', 'header-rows', 'last-row'] as const),
  ...(['path', 'namespaces', 'files', 'query', 'paging'] as const),
];

/** The part `records` of a field map. */
export function readRecords(node: MapNode): RecordsLocation {
  const { format, encoding, delimiter, sheet, path, namespaces, files, query, paging, ...members } =
    node.membersNamed(recordsNames);
  const location: { -readonly [Name in keyof RecordsLocation]: RecordsLocation[Name] | undefined } = {
    format: format?.choice(tableFormats),
    encoding: encoding && readEncoding(encoding),
    delimiter: delimiter && readDelimiter(delimiter),
    sheet: sheet && readSheet(sheet),
    headerRow: members['header-row'] && readHeaderRow(members['header-row']),
    headerRows: members['header-rows']?.count(1),
    lastRow: members['last-row']?.count(1),
    path: path?.text(),
    namespaces: namespaces && readNamespaces(namespaces),
    files: files?.text(),
    query: query?.text(),
    paging: paging && readPaging(paging),
  };
  return Object.fromEntries(Object.entries(location).filter(([, value]) => value !== undefined));
}

/** Prefix → IRI. */
export function readNamespaces(node: MapNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    node.members().flatMap(([prefix, value]) => {
      const iri = value.text();
      if (iri === undefined) return [];
      if (/^[A-Za-z][\w.-]*$/.test(prefix) && /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(iri))
        return [[prefix, iri]];
      value.refuse(`"${prefix}: ${iri}" is no prefix and IRI, such as "ex: https://example.org/".`);
      return [];
    }),
  );
}

function readEncoding(node: MapNode): string | undefined {
  const label = node.text();
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return node.refuse(
      `"${label}" is no known encoding. Write utf-8, utf-16le or windows-1252, for example.`,
    );
  }
}

function readDelimiter(node: MapNode): string | undefined {
  const text = node.anyText();
  const names: Readonly<Record<string, string>> = { tab: '\t', comma: ',', semicolon: ';', bar: '|' };
  const meant = text === undefined ? undefined : (names[text.toLowerCase()] ?? text);
  if (meant === undefined || meant.length === 1) return meant;
  return node.refuse('One character is expected, in quotes, or one of tab, comma, semicolon, bar.');
}

/** A number in quotes is a name. */
function readSheet(node: MapNode): string | number | undefined {
  const text = node.text();
  return node.isNumber ? node.count(1) : text;
}

function readHeaderRow(node: MapNode): number | 'none' | undefined {
  return node.isNumber ? node.count(1) : node.choice(['none'] as const);
}

const pagingNames = ['by', 'path', 'parameter', 'first', 'size', 'size-parameter'] as const;

function readPaging(node: MapNode): Paging | undefined {
  const { by, path, parameter, first, size, ...members } = node.membersNamed(pagingNames);
  if (!by) return node.refuse('"by" is missing: link, next, cursor, page or offset.');
  const way = by.choice(['link', 'next', 'cursor', 'page', 'offset']);
  const needed = (member: MapNode | undefined, name: string) =>
    member ? member.text() : node.refuse(`Paging by ${way} needs "${name}".`);
  const value = size?.count(1);
  const sizeParameter = members['size-parameter']?.text();
  const pageSize: PageSize | undefined =
    value === undefined ? undefined : { value, ...(sizeParameter ? { parameter: sizeParameter } : {}) };
  if (sizeParameter && value === undefined)
    node.refuse('"size-parameter" needs "size", the number that it is given.');
  switch (way) {
    case undefined:
      return undefined;
    case 'link':
      return { by: way };
    case 'next': {
      const where = needed(path, 'path');
      return where === undefined ? undefined : { by: way, path: where };
    }
    case 'cursor': {
      const where = needed(path, 'path');
      const name = needed(parameter, 'parameter');
      if (where === undefined || name === undefined) return undefined;
      return { by: way, path: where, parameter: name, ...(pageSize && { size: pageSize }) };
    }
    case 'page': {
      const name = needed(parameter, 'parameter');
      if (name === undefined) return undefined;
      return { by: way, parameter: name, first: first?.count(0) ?? 1, ...(pageSize && { size: pageSize }) };
    }
    case 'offset': {
      const name = needed(parameter, 'parameter');
      if (pageSize === undefined && !size)
        node.refuse('Paging by offset needs "size", the records of one page.');
      if (name === undefined || pageSize === undefined) return undefined;
      return { by: way, parameter: name, first: first?.count(0) ?? 0, size: pageSize };
    }
  }
}
