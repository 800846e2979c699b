/** Where in the publisher's input something stands. Lines and rows count from 1; a header row is row 1. */
export interface Place {
  /** File name as the publisher gave it, or `-` for standard input. */
  readonly file: string;
  readonly row?: number;
  readonly line?: number;
  readonly column?: number;
  /** JSON Pointer (RFC 6901) into a JSON document or line, or an IRI in an RDF document. */
  readonly path?: string;
  /** Element or column name. */
  readonly field?: string;
}

/** One line for people, such as `sheet.csv, row 12, "Frequency"`. */
export function describePlace(place: Place): string {
  const parts = [place.file === '-' ? 'standard input' : place.file];
  if (place.row !== undefined) parts.push(`row ${place.row}`);
  if (place.line !== undefined) parts.push(`line ${place.line}`);
  if (place.column !== undefined) parts.push(`column ${place.column}`);
  if (place.path) parts.push(place.path);
  if (place.field) parts.push(`"${place.field}"`);
  return parts.join(', ');
}
