import { dumpFragment, dumpListAddress, type OfferedDump } from '../../feeds/dump-list.ts';
import { rdfFormats } from '../../rdf/formats.ts';
import { displaySize } from '../../resources/display-value.ts';
import { type DumpListMessage, dumpListMessage } from './dump-list-messages.ts';
import type { FormatLink } from './format-link.ts';
import { renderPage } from './layout.tsx';
import { localHref, type PageContext } from './page-context.ts';
import { displayTime } from './version-messages.ts';

export interface DumpListProps {
  readonly context: PageContext;
  readonly dumps: readonly OfferedDump[];
  /** The same list as data. */
  readonly formats: readonly FormatLink[];
}

/** Every file that has the whole catalogue: how large, of when, and how to tell that it came whole. */
export function renderDumpList(props: DumpListProps): string {
  const { context, formats } = props;
  const { language, portalTitle, site } = context;
  const title = dumpListMessage('title', language);
  return renderPage({
    context,
    title,
    alternates: formats,
    social: {
      title: `${title} – ${portalTitle[language]}`,
      description: dumpListMessage('introduction', language),
      url: dumpListAddress(site.base),
      type: 'website',
    },
    children: <DumpList {...props} />,
  });
}

function DumpList({ context, dumps, formats }: DumpListProps) {
  const { language, site } = context;
  const say = (key: DumpListMessage) => dumpListMessage(key, language);
  return (
    <>
      <h1>{say('title')}</h1>
      <p class="lead">{say('introduction')}</p>
      <table class="difference">
        <thead>
          <tr>
            <th scope="col">{say('syntax')}</th>
            <th scope="col">{say('plain')}</th>
            <th scope="col">{say('compressed')}</th>
          </tr>
        </thead>
        <tbody>
          {rdfFormats.map((format) => (
            <tr key={format.name}>
              <th scope="row">{format.name}</th>
              {dumps
                .filter(({ kind }) => kind.format === format)
                .map((dump) => (
                  <Dump key={dump.address} context={context} dump={dump} />
                ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{say('onlyChanges')}</h2>
      <ul class="plain">
        <li>
          <a href={localHref(context, `${site.path}catalog?order=modified`)}>{say('feed')}</a>
        </li>
        <li>
          <a href={`${site.path}oai?verb=Identify`} type="text/xml">
            {say('oai')}
          </a>
        </li>
      </ul>
      <h2>{say('asData')}</h2>
      <ul class="formats">
        {formats.map(({ name, href, mediaType }) => (
          <li key={name}>
            <a href={href} type={mediaType}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Dump({ context, dump }: { context: PageContext; dump: OfferedDump }) {
  const { language, site } = context;
  const { kind, address, file } = dump;
  const mediaType = kind.encoding === 'gzip' ? 'application/gzip' : kind.format.mediaType;
  return (
    <td id={dumpFragment(dump)}>
      <a href={site.reference(address)} type={mediaType}>
        all.{kind.extension}
      </a>
      {file ? (
        <>
          <span class="number">{displaySize(String(file.bytes), language)}</span>
          {file.modified !== undefined && (
            <p>
              {dumpListMessage('asOf', language)}{' '}
              <time dateTime={file.modified}>{displayTime(file.modified, language)}</time>
            </p>
          )}
          <details>
            <summary>{dumpListMessage('checksum', language)}</summary>
            <a class="address" href={`${site.reference(address)}.sha256`}>
              <code>{file.sha256}</code>
            </a>
          </details>
        </>
      ) : (
        <p>{dumpListMessage('notYet', language)}</p>
      )}
    </td>
  );
}
