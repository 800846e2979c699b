/** One row of a query as a driver gives it: texts, numbers, booleans, ISO 8601, plain JSON; `null` where there is no value. */
export interface SqlRow {
  /** Names of the columns as the database calls them. */
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}
