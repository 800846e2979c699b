import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort, repository, type ServingCli, serveCli, until } from './support/cli.ts';
import { temporaryFolder } from './support/folders.ts';

const readme = join(repository, 'README.md');

/** The commands of the fenced blocks that are marked `sh`, in order; lines that end in `\` go on. */
function commandsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh[ \t]*\r?\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .replace(/\\\r?\n\s*/g, ' ')
      .split(/\r?\n/)
      .map((line) =>
        line
          .replace(/^\$ /, '')
          .replace(/\s+#(?: .*)?$/, '')
          .trim(),
      )
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}

/** Installing, the tests themselves and the measurements are run by the one who runs this; servers run as the demo below does. */
const runElsewhere =
  /^(?:npm (?:ci|install|test|t\b|run (?:check|bench|build|demo))|cd |git clone)|FIVESTAR_FULL=|^node --import tsx bench\//;
const serving = /\bserve\b/;

describe('README.md', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const home = 'http://localhost:8080/';
  let demo: ServingCli | undefined;
  let port: number;
  let commands: string[] = [];

  before(async function () {
    if (!existsSync(readme)) {
      console.log('      skipped: README.md is absent');
      this.skip();
    }
    commands = commandsOf(readFileSync(readme, 'utf8'));
    port = await freePort();
    demo = await serveCli([], port, 'demo');
    await until('the demo printed what to open', () => demo?.output().stdout.includes('Ctrl+C stops it.'));
    await until('the query engine is ready', async () => (await fetch(`${demo?.origin}/health/ready`)).ok);
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    const script = `#!/bin/sh\nexec node ${join(repository, 'dist/cli/main.js')} "$@"\n`;
    writeFileSync(join(bin, 'fivestar'), script, { mode: 0o755 });
    symlinkSync(join(repository, 'data'), join(folder, 'data'));
    symlinkSync(join(repository, 'dist'), join(folder, 'dist'));
  });
  // Stopped gently, it takes its data folder away.
  after(() => demo?.stop());

  const shell = async (command: string) => {
    const line = command
      .replaceAll(home, `http://localhost:${port}/`)
      .replace(/\bnpx fivestar\b/g, 'fivestar')
      .replace(/^curl /, 'curl --silent --show-error --fail ');
    const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` };
    const child = spawn('sh', ['-c', line], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text));
    child.stderr.on('data', (text: Buffer) => (said += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  };

  it('has the two commands that a newcomer needs', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test'])
      assert.ok(commands.includes(command), `${command} is missing from:\n${commands.join('\n')}`);
  });

  it('names URLs of the demo that answer', async () => {
    const urls = new Set(readFileSync(readme, 'utf8').match(/http:\/\/localhost:8080\/[^\s'"`)>\]]*/g) ?? []);
    for (const url of urls) {
      if (url.endsWith('/sparql') || url.includes('{')) continue;
      const answer = await fetch(url.replace(home, `http://localhost:${port}/`));
      assert.equal(answer.status, 200, url);
    }
  });

  it('shows commands that run, in their order', async () => {
    for (const command of commands) {
      if (runElsewhere.test(command) || serving.test(command)) continue;
      const { code, said } = await shell(command);
      // 1 says that records were refused: an example of that may stand there too.
      const fine = /\b(?:validate|publish)\b/.test(command) ? [0, 1] : [0];
      assert.ok(fine.includes(code ?? -1), `${command}\nexit ${code}\n${said}`);
    }
  });
});

describe('fivestar demo', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  it('prints URLs and curl lines that answer, and leaves nothing behind', async () => {
    const port = await freePort();
    const demo = await serveCli([], port, 'demo');
    try {
      await until('the demo printed what to open', () => demo.output().stdout.includes('Ctrl+C stops it.'));
      await until('the query engine is ready', async () => (await fetch(`${demo.origin}/health/ready`)).ok);
      const { stdout } = demo.output();
      assert.match(stdout, /\d+ created/);
      const commands = stdout
        .slice(stdout.indexOf('The example catalogue is served.'))
        .replace(/\\\n\s*/g, ' ')
        .split('\n')
        .flatMap((line) => /\bcurl .*/.exec(line)?.[0] ?? []);
      assert.equal(commands.length, 2);
      for (const command of commands) {
        const child = spawn('sh', ['-c', command.replace('curl', 'curl -sS --fail')], {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let body = '';
        child.stdout.on('data', (text: Buffer) => (body += text));
        const [code] = (await once(child, 'close')) as [number | null];
        assert.equal(code, 0, command);
        assert.match(body, /dcat:Dataset|^title,publisher\r?\n.+/, command);
      }
      const urls = stdout.match(/http:\/\/localhost:\d+\/[^\s'"]*/g) ?? [];
      for (const url of urls.filter((one) => !one.endsWith('/sparql')))
        assert.equal((await fetch(url)).status, 200, url);
    } finally {
      assert.equal(await demo.stop(), 0);
    }
  });
});
