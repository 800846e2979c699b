import type { Language, Text } from '../../model/text.ts';
import { displayIri } from '../../resources/display-value.ts';
import { choosePhrase, type Phrase } from '../../resources/phrase.ts';
import { hrefOf, type PageContext } from './page-context.ts';

/** A phrase, marked with its language where that is not the page's (WCAG 2.2, 3.1.2). */
export function Words(props: { phrase: Phrase; language: Language }) {
  const { text, language } = props.phrase;
  if (language === '' || language === props.language) return <>{text}</>;
  return <span lang={language}>{text}</span>;
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
export function ThingLink(props: { context: PageContext; iri: string; phrase?: Phrase | undefined }) {
  const { context, iri } = props;
  const phrase = props.phrase ?? nameOf(context, iri);
  const target = hrefOf(context, iri);
  const words = <Words phrase={phrase} language={context.language} />;
  if (!target) return <span class="iri">{words}</span>;
  return target.local ? (
    <a href={target.href}>{words}</a>
  ) : (
    <a href={target.href} rel="external noopener" class="external">
      {words}
    </a>
  );
}
