/** Answers of a repository, as OAI-PMH 2.0 has them. */
export const responseDate = '2026-03-04T05:06:07Z';

export const envelope = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<responseDate>${responseDate}</responseDate><request>http://x.example/</request>${content}</OAI-PMH>`;

export const identity = (more: { granularity?: string; deleted?: string; version?: string } = {}) =>
  envelope(
    `<Identify><repositoryName>R</repositoryName><protocolVersion>${more.version ?? '2.0'}</protocolVersion>` +
      `<deletedRecord>${more.deleted ?? 'persistent'}</deletedRecord>` +
      `<granularity>${more.granularity ?? 'YYYY-MM-DDThh:mm:ssZ'}</granularity></Identify>`,
  );

export const formats = (...prefixes: readonly string[]) =>
  envelope(
    `<ListMetadataFormats>${prefixes
      .map((prefix) => `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix></metadataFormat>`)
      .join('')}</ListMetadataFormats>`,
  );

export const header = (id: string, status = '') =>
  `<header${status}><identifier>oai:x.example:${id}</identifier><datestamp>2026-01-01T00:00:00Z</datestamp></header>`;

export const dublinCore = (id: string, elements = `<dc:title>Title ${id}</dc:title>`) =>
  `<record>${header(id)}<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/">${elements}</oai_dc:dc></metadata></record>`;

export const deleted = (id: string) => `<record>${header(id, ' status="deleted"')}</record>`;

export const list = (records: readonly string[], token = '') =>
  envelope(`<ListRecords>${records.join('')}${token}</ListRecords>`);

export const token = (value: string, size?: number) =>
  `<resumptionToken${size === undefined ? '' : ` completeListSize="${size}"`}>${value}</resumptionToken>`;

export const error = (code: string) => envelope(`<error code="${code}">So it is.</error>`);
