import { type Agent, request } from 'node:http';
import type { CannedAnswer } from './bare-server.ts';

/** Fields that the server's own `node:http` adds to whatever is sent. */
const ofTheConnection = new Set(['connection', 'keep-alive', 'date']);

/** An answer as it came over the wire, content coding kept. */
export function rawAnswer(
  address: string,
  fields: Readonly<Record<string, string>>,
  agent: Agent,
): Promise<CannedAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { agent, headers: fields }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const headers: Record<string, string> = {};
        for (let index = 0; index + 1 < response.rawHeaders.length; index += 2) {
          const [name = '', value = ''] = response.rawHeaders.slice(index, index + 2);
          if (!ofTheConnection.has(name.toLowerCase())) headers[name] = value;
        }
        const body = Buffer.concat(chunks).toString('base64');
        resolve({ status: response.statusCode ?? 0, headers, body });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
