import { historyIri } from '../../mapping/version-iris.ts';
import { displayDate } from '../../resources/display-value.ts';
import type { RecordHead } from '../../store/record-store.ts';
import type { FormatLink } from './format-link.ts';
import { message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { versionMessage } from './version-messages.ts';
import { PageLink } from './version-parts.tsx';
import { thingLink } from './words.tsx';

/** What the catalog record says, and the other formats of the document. */
export function AboutRecord(props: {
  context: PageContext;
  head: RecordHead;
  formats: readonly FormatLink[];
}) {
  const { context, head, formats } = props;
  const { language } = context;
  return (
    <section>
      <h2>{message('about', language)}</h2>
      <dl>
        <dt>{message('address', language)}</dt>
        <dd>
          <code>{head.topic}</code>
        </dd>
        <dt>{message('publishedHere', language)}</dt>
        <dd>
          <time dateTime={head.issued}>{displayDate(head.issued, language)}</time>
        </dd>
        <dt>{message('changedHere', language)}</dt>
        <dd>
          <time dateTime={head.modified}>{displayDate(head.modified, language)}</time>
        </dd>
        <dt>{message('checkedAgainst', language)}</dt>
        <dd>{thingLink(context, head.policy)}</dd>
        {head.warnings > 0 && (
          <>
            <dt>{message('warnings', language)}</dt>
            <dd class="warn">{head.warnings}</dd>
          </>
        )}
        <dt>{versionMessage('versions', language)}</dt>
        <dd>
          <PageLink context={context} iri={historyIri(head.document)} rel="version-history">
            {versionMessage('allVersions', language)}
          </PageLink>
        </dd>
        <dt>{message('inFormats', language)}</dt>
        <dd>
          <ul class="formats">
            {formats.map(({ name, mediaType, href }) => (
              <li key={href}>
                <a href={href} type={mediaType} rel="alternate">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  );
}
