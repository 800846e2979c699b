import { lookup } from 'node:dns/promises';
import type { SettledConfig } from '../compose/settled-config.ts';
import type { FieldMap } from '../field-map/map-model.ts';
import type { Table, TableInput } from '../field-map/row.ts';
import { fileInput } from '../field-map/table-input.ts';
import { tableReader } from '../field-map/table-reader.ts';
import { Failure } from '../model/failure.ts';

/**
 * Opens what a person names: a file, a folder or zip file of tables, or the address of a database.
 * @throws Failure as `TableReader.open`
 */
export function openInput(
  name: string,
  { records }: Pick<FieldMap, 'records'>,
  { recordBytes }: SettledConfig,
): Promise<Table> {
  if (name === '-')
    throw new Failure(
      'wrong-usage',
      'Tables are not read from standard input: name a file, a folder or a database.',
    );
  // Whoever sits at the command line may reach what this machine reaches; harvests have a guard of their own.
  const reader = tableReader({ checkHost: async (host) => (await lookup(host)).address });
  return reader.open({ ...inputNamed(name), limits: { recordBytes } }, records);
}

function inputNamed(name: string): TableInput {
  if (!/^(?:postgres(?:ql)?|mysql|mariadb|sqlite):/i.test(name)) return fileInput(name);
  return { file: withoutPassword(name), database: name, bytes: async function* () {} };
}

/** As it may stand in reports. */
function withoutPassword(address: string): string {
  return address.replace(/^([a-z]+:\/\/[^/@:]*):[^/]*@/i, '$1@').replace(/[?#].*$/, '');
}
