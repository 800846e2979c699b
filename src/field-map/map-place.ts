/** Where something stands in a field map, for what is said of it: `inventory.map.yaml, line 12`. */
export interface MapPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Name of a field in a map: a column, or a path into nested records (`publisher.name`, `tags[*].title`). */
export interface FieldName {
  readonly name: string;
  readonly place: MapPlace;
}
