import type { VNode } from 'preact';
import type { Language, Text } from '../../model/text.ts';
import { displayIri } from '../../resources/display-value.ts';
import { choosePhrase, type Phrase } from '../../resources/phrase.ts';
import { hrefOf, type PageContext } from './page-context.ts';

/**
 * A phrase, marked with its language where that is not the page's (WCAG 2.2, 3.1.2). A function, as a page has hundreds
 * of them and a component takes several times longer than a call.
 */
export function wordsOf({ text, language }: Phrase, pageLanguage: Language): string | VNode {
  return language === '' || language === pageLanguage ? text : <span lang={language}>{text}</span>;
}

/** The name of a thing as plain text: what the record says, else the table of classes, else a short form of the IRI. */
export function nameOf(context: PageContext, iri: string): Phrase {
  const phrase = choosePhrase(context.labels.of(iri), context.language);
  if (phrase) return phrase;
  if (iri === context.portal) return phraseIn(context.portalTitle, context.language);
  const type = context.classes.get(iri);
  return type ? phraseIn(type, context.language) : { text: displayIri(iri), language: '' };
}

export function phraseIn(text: Text, language: Language): Phrase {
  return { text: text[language], language };
}

/** A link to a thing under its name; plain text where it leads nowhere. */
export function thingLink(context: PageContext, iri: string, phrase: Phrase = nameOf(context, iri)): VNode {
  const target = hrefOf(context, iri);
  const words = wordsOf(phrase, context.language);
  if (!target) return <span class="iri">{words}</span>;
  return target.local ? (
    <a href={target.href}>{words}</a>
  ) : (
    <a href={target.href} rel="external noopener" class="external">
      {words}
    </a>
  );
}
