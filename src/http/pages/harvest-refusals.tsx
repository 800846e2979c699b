import type { RunReport } from '../../harvest/run-report.ts';
import { shownAddress, shownPlace } from '../../harvest/shown-address.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { RefusalGroup, RefusedRecord } from '../harvest-refusal-groups.ts';
import { type HarvestMessage, harvestMessage, keptWords } from './harvest-messages.ts';
import { Pager } from './harvest-parts.tsx';
import { countOfRecords, message } from './messages.ts';
import type { PageContext } from './page-context.ts';
import { shorten } from './social-tags.tsx';
import { PageLink } from './version-parts.tsx';

/** Reasons of a page, records of each, and records of a page that shows one reason. */
const shown = { groups: 15, records: 3, ofOne: 40 };
/** Characters of a value or name of a record. */
const longest = 160;

interface RefusalsProps {
  readonly context: PageContext;
  readonly report: RunReport;
  readonly groups: readonly RefusalGroup[];
  /** Of the report. */
  readonly address: Iri;
  readonly reason: number | undefined;
  readonly after: number;
}

/** Why records were refused, by reason, in the reader's language. */
export function RunRefusals(props: RefusalsProps) {
  const { context, report, groups } = props;
  const { language } = context;
  if (groups.length === 0) return null;
  const { refusals, counts } = report;
  return (
    <section id="refusals">
      <h2>{harvestMessage('refusals', language)}</h2>
      {props.reason === undefined ? <Reasons {...props} /> : <OneReason {...props} number={props.reason} />}
      {refusals.length < counts.refused && (
        <p class="quiet">{keptWords(refusals.length, counts.refused, language)}</p>
      )}
    </section>
  );
}

function Reasons({ context, groups, address, after }: RefusalsProps) {
  const { language } = context;
  const say = (key: HarvestMessage) => harvestMessage(key, language);
  const end = after + shown.groups;
  return (
    <>
      {groups.slice(after, end).map((group, index) => (
        <Reason
          key={index}
          context={context}
          group={group}
          records={group.records.slice(0, shown.records)}
          all={group.records.length > shown.records ? reasonPage(address, after + index + 1) : undefined}
        />
      ))}
      <Pager
        context={context}
        first={after > 0 ? { iri: address, words: say('first') } : undefined}
        next={end < groups.length ? { iri: `${address}?after=${end}` as Iri, words: say('more') } : undefined}
      />
    </>
  );
}

function OneReason({ context, groups, address, after, number }: RefusalsProps & { number: number }) {
  const { language } = context;
  const group = groups[number - 1];
  const end = after + shown.ofOne;
  return (
    <>
      {group && (
        <Reason context={context} group={group} records={group.records.slice(after, end)} all={undefined} />
      )}
      <Pager
        context={context}
        first={{ iri: address, words: harvestMessage('allReasons', language) }}
        next={
          group && end < group.records.length
            ? {
                iri: `${reasonPage(address, number)}&after=${end}` as Iri,
                words: harvestMessage('more', language),
              }
            : undefined
        }
      />
    </>
  );
}

function reasonPage(address: Iri, number: number): Iri {
  return `${address}?reason=${number}` as Iri;
}

function Reason(props: {
  context: PageContext;
  group: RefusalGroup;
  records: readonly RefusedRecord[];
  /** Where all of its records stand; absent: here. */
  all: Iri | undefined;
}) {
  const { context, group, records, all } = props;
  const { language } = context;
  const { field, message: said, remedy } = group.example;
  return (
    <div class="card">
      <h3>
        {field[language]} <span class="number">{countOfRecords(group.records.length, language)}</span>
      </h3>
      <p>{said[language]}</p>
      {remedy[language] !== '' && (
        <p>
          <strong>{message('whatNext', language)}:</strong> {remedy[language]}
        </p>
      )}
      <ul class="list">
        {records.map((record, index) => (
          <Record key={index} context={context} record={record} />
        ))}
      </ul>
      {all !== undefined && (
        <p>
          <PageLink context={context} iri={all}>
            {harvestMessage('allOfThese', language)}
            <span class="unseen">: {field[language]}</span>
          </PageLink>
        </p>
      )}
    </div>
  );
}

function Record({ context, record }: { context: PageContext; record: RefusedRecord }) {
  const { language } = context;
  const { refusal, finding } = record;
  const name = refusal.label ?? refusal.key;
  const { iri } = shownAddress(finding.place.file);
  return (
    <li>
      {name === '' ? harvestMessage('unnamed', language) : shorten(name, longest)}
      <p class="quiet">
        {finding.value !== undefined && (
          <>
            {harvestMessage('value', language)}: <q>{shorten(finding.value, longest)}</q>
            {' · '}
          </>
        )}
        {harvestMessage('foundAt', language)}:{' '}
        {iri === undefined ? (
          shownPlace(finding.place)
        ) : (
          <a class="external" href={iri} rel="external noopener nofollow">
            {shownPlace(finding.place)}
          </a>
        )}
      </p>
    </li>
  );
}
