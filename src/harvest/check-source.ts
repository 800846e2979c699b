import { cronProblem } from './next-run.ts';
import { type SourceDefinition, type SourceType, sourceTypes } from './source-definition.ts';

/** What is wrong with a definition: the member, and a sentence that says what to do. */
export interface SourceProblem {
  readonly member: keyof SourceDefinition;
  readonly message: string;
}

/** A source may not be read more often. */
const shortestInterval = 10_000;

/** Every problem of a definition, whoever wrote it. */
export function checkSource(definition: SourceDefinition): SourceProblem[] {
  const problems: SourceProblem[] = [];
  const wrong = (member: keyof SourceDefinition, message: string) => problems.push({ member, message });
  const { name, type, url, schedule, jitter, namespace, vanishing, map, runTime, headers = {} } = definition;
  if (!/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/.test(name))
    wrong(
      'name',
      `"${name}" is no name: use up to 48 lower-case letters, digits and hyphens, such as "city-ckan".`,
    );
  if (!sourceTypes.includes(type))
    wrong('type', `"${type}" is no type: it is one of ${sourceTypes.join(', ')}.`);
  else addressProblem(type, url, wrong);
  if (schedule && 'every' in schedule && !(schedule.every >= shortestInterval))
    wrong('schedule', 'It may be read every 10s at most: give a longer interval.');
  if (schedule && 'cron' in schedule) {
    const problem = cronProblem(schedule);
    if (problem !== undefined)
      wrong(
        'schedule',
        `"${schedule.cron}" cannot be followed (${problem}). Write a cron expression such as "0 3 * * *", and a time zone such as Asia/Kolkata.`,
      );
  }
  if (jitter !== undefined && !(jitter >= 0)) wrong('jitter', 'It is a time such as 5m.');
  if (namespace !== undefined && !/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)?$/.test(namespace))
    wrong(
      'namespace',
      `"${namespace}" cannot be part of IRIs: use lower-case letters, digits and hyphens, or nothing.`,
    );
  if (vanishing !== undefined && !(vanishing >= 0 && vanishing <= 1))
    wrong('vanishing', 'It is a share from 0 to 1, such as 0.2.');
  if (map !== undefined && type !== 'table')
    wrong('map', `Field maps are for the type table, not for ${type}.`);
  if (runTime !== undefined && !(runTime > 0)) wrong('runTime', 'It is a time such as 2h.');
  for (const [field, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(field) || /[\r\n\0]/.test(value))
      wrong('headers', `"${field}" cannot be sent as a header field.`);
  }
  return problems;
}

function addressProblem(
  type: SourceType,
  url: string,
  wrong: (member: keyof SourceDefinition, message: string) => void,
): void {
  const plain = url.replace(/\$\{[A-Za-z_][A-Za-z0-9_]*\}/g, 'x');
  if (plain.trim() === '') wrong('url', 'The address is missing.');
  else if (/^[a-z][a-z0-9+.-]*:\/\/[^/@]*:[^/@]+@/i.test(url) && !/:\$\{[^}]+\}@/.test(url))
    wrong(
      'url',
      `A password must not stand in the address: write \${NAME} in its place, and set that environment variable.`,
    );
  else if (type === 'table') return;
  else if (!URL.canParse(plain) || !/^https?:$/.test(new URL(plain).protocol))
    wrong('url', `"${url}" is no http or https address; only tables may be files, folders or databases.`);
}
