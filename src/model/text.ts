/** The languages of labels, messages and pages (BCP 47). */
export const languages = ['en', 'hi'] as const;
export type Language = (typeof languages)[number];

/** A text in every language of the product. */
export type Text = Readonly<Record<Language, string>>;
