/** A box in degrees of WGS 84; a point is a box without extent. */
export interface GeoBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const mostCharacters = 200_000;

/**
 * The box around a geometry in WKT (OGC 06-103r4, longitude before latitude, as CRS84 has it) or GeoJSON (RFC 7946);
 * `undefined` where the text is neither, names another reference system, or lies beyond the globe.
 */
export function boxOf(geometry: string): GeoBox | undefined {
  if (geometry.length > mostCharacters) return undefined;
  const text = geometry.trim();
  return text.startsWith('{') ? boxOfGeoJson(text) : boxOfWkt(text);
}

function boxOfWkt(text: string): GeoBox | undefined {
  const match = /^(?:<([^>]*)>\s*)?([A-Z]+)\s*(?:Z|M|ZM)?\s*\(([-+\d.eE,()\s]*)\)$/i.exec(text);
  if (match === null) return undefined;
  const [, system = 'CRS84', kind = '', numbers = ''] = match;
  if (!/CRS84$/.test(system)) return undefined;
  const values = numbers.match(/[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g)?.map(Number) ?? [];
  if (/^ENVELOPE$/i.test(kind)) {
    const [west, east, north, south] = values;
    return around([west, east], [north, south]);
  }
  const positions = numbers.split(/[(),]+/).flatMap((position) => {
    const [x, y] = position.trim().split(/\s+/).map(Number);
    return position.trim() === '' ? [] : [[x, y] as const];
  });
  return around(
    positions.map(([x]) => x),
    positions.map(([, y]) => y),
  );
}

function boxOfGeoJson(text: string): GeoBox | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A literal that is no JSON draws nothing; it stays in the record as its source has it.
    return undefined;
  }
  const longitudes: number[] = [];
  const latitudes: number[] = [];
  const open: unknown[] = [(value as { coordinates?: unknown } | null)?.coordinates];
  while (open.length > 0) {
    const next = open.pop();
    if (!Array.isArray(next)) continue;
    const [x, y] = next as unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      longitudes.push(x);
      latitudes.push(y);
    } else for (const part of next) open.push(part);
  }
  return around(longitudes, latitudes);
}

function around(
  longitudes: readonly (number | undefined)[],
  latitudes: readonly (number | undefined)[],
): GeoBox | undefined {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const x of longitudes) {
    if (x === undefined || !(Math.abs(x) <= 180)) return undefined;
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
  }
  for (const y of latitudes) {
    if (y === undefined || !(Math.abs(y) <= 90)) return undefined;
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return Number.isFinite(box.west) && Number.isFinite(box.south) ? box : undefined;
}
