/** Another syntax of the same document. */
export interface FormatLink {
  readonly name: string;
  readonly mediaType: string;
  readonly href: string;
}
