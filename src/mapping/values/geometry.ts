/** A place on the map: GeoJSON as stated, and its bounding box as WKT (west south … in degrees, WGS 84). */
export interface Geometry {
  readonly geoJson?: string;
  readonly bbox?: string;
}

const mostPositions = 100_000;

/** GeoJSON (object or text) or "west,south,east,north"; `undefined` where the value is neither. */
export function parseGeometry(value: unknown): Geometry | undefined {
  if (typeof value === 'string') return value.trim().startsWith('{') ? parseText(value) : parseBox(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  if (typeof type !== 'string' || !Array.isArray(coordinates)) return undefined;
  const box = boundingBox(coordinates);
  if (!box) return undefined;
  const geoJson = JSON.stringify(value);
  return type === 'Point' ? { geoJson } : { geoJson, bbox: polygon(box) };
}

type Box = [west: number, south: number, east: number, north: number];

function parseText(text: string): Geometry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? parseGeometry(value) : undefined;
  } catch {
    return undefined;
  }
}

function parseBox(text: string): Geometry | undefined {
  const numbers = text
    .split(/\s*,\s*/)
    .map((part) => (/^\s*-?\d+(\.\d+)?\s*$/.test(part) ? Number(part) : Number.NaN));
  const [west, south, east, north] = numbers;
  if (
    numbers.length !== 4 ||
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined
  )
    return undefined;
  if (!onEarth(west, south) || !onEarth(east, north) || south > north) return undefined;
  return { bbox: polygon([west, south, east, north]) };
}

function boundingBox(coordinates: readonly unknown[]): Box | undefined {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const open: unknown[] = [coordinates];
  let seen = 0;
  while (open.length > 0) {
    const next = open.pop();
    if (!Array.isArray(next) || ++seen > mostPositions) return undefined;
    const [x, y] = next;
    if (typeof x === 'number') {
      if (typeof y !== 'number' || !onEarth(x, y)) return undefined;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else for (const part of next) open.push(part);
  }
  return Number.isFinite(box[0]) ? box : undefined;
}

function onEarth(x: number, y: number): boolean {
  return x >= -180 && x <= 180 && y >= -90 && y <= 90;
}

function polygon([west, south, east, north]: Box): string {
  return `POLYGON((${west} ${north},${east} ${north},${east} ${south},${west} ${south},${west} ${north}))`;
}
