/** One kind of request that the dereference section measures. */
export interface DereferenceCase {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Different documents that are asked for in turn; with `--quick` a twentieth. */
  readonly documents: number;
  /** Nothing is kept: every answer is read from the store and made anew. */
  readonly cold: boolean;
  /** Each request names the tag that it was answered with before. */
  readonly conditional: boolean;
  readonly aim: { readonly ratio?: number; readonly rate?: number };
}

const turtle = { Accept: 'text/turtle' };
/** As a browser sends it. */
const page = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Language': 'en-IN,en;q=0.9,hi;q=0.8',
};
const gzip = { 'Accept-Encoding': 'gzip, deflate, br' };
const hot = { cold: false, conditional: false, aim: { ratio: 0.7 } };

export const dereferenceCases: readonly DereferenceCase[] = [
  { name: 'Turtle, one document', fields: turtle, documents: 1, ...hot },
  { name: 'Turtle, 10,000 documents', fields: turtle, documents: 10_000, ...hot },
  { name: 'Turtle gzip, 1,000 documents', fields: { ...turtle, ...gzip }, documents: 1_000, ...hot },
  { name: 'Turtle 304, 1,000 documents', fields: turtle, documents: 1_000, ...hot, conditional: true },
  { name: 'HTML, 1,000 documents', fields: page, documents: 1_000, ...hot },
  { name: 'HTML gzip, 1,000 documents', fields: { ...page, ...gzip }, documents: 1_000, ...hot },
  {
    name: 'Turtle cold, 10,000 documents',
    fields: turtle,
    documents: 10_000,
    cold: true,
    conditional: false,
    aim: { rate: 4_000 },
  },
  {
    name: 'HTML cold, 10,000 documents',
    fields: page,
    documents: 10_000,
    cold: true,
    conditional: false,
    aim: { rate: 2_000 },
  },
];
