import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '../model/finding.ts';
import type { Text } from '../model/text.ts';
import type { GraphVerdict, WriteOutcome } from '../publish/graph-writer.ts';
import { validationReport } from '../validation/report.ts';
import type { HttpContext } from './http-context.ts';
import type { Problem } from './problem.ts';
import { sendBody } from './send.ts';
import { sendProblem } from './send-problem.ts';

/** Answers an update that was written with what it came to, and one that was not with the reasons. */
export function sendWritten(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  outcome: WriteOutcome,
): void {
  if (outcome.type !== 'written') {
    sendUnwritten(context, request, response, outcome);
    return;
  }
  const { sequence, changed, created, verdicts } = outcome;
  const document = { sequence, changed, created, warnings: verdicts.map(verdictDocument) };
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  sendBody(request, response, 200, headers, `${JSON.stringify(document, null, 2)}\n`);
}

/** The problem document of a write that did not happen; in RDF with a SHACL validation report. */
export function sendUnwritten(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  outcome: Exclude<WriteOutcome, { type: 'written' }>,
): void {
  if (outcome.type === 'refused') {
    const report = [...validationReport(outcome.verdicts, context.site.base)];
    sendProblem(context, request, response, refused(outcome.verdicts), report);
  } else {
    sendProblem(
      context,
      request,
      response,
      outcome.type === 'protected' ? protectedGraph(outcome.graph) : preconditionFailed(),
    );
  }
}

function refused(verdicts: readonly GraphVerdict[]): Problem {
  const names = verdicts.map(({ document }) => document);
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  const reasons = (language: keyof Text) =>
    verdicts
      .flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'violation'))
      .slice(0, 5)
      .map(({ field, message }) => `${field[language]}: ${message[language]}`)
      .join(' ');
  return {
    status: 422,
    code: 'refused-by-policy',
    title: { en: 'Refused: a record would be invalid', hi: 'अस्वीकृत: अभिलेख अमान्य हो जाएगा' },
    detail: {
      en: `Nothing was written. ${names.length} of the records would not be accepted (${shown}). ${reasons('en')}`,
      hi: `कुछ नहीं लिखा गया। ${names.length} अभिलेख स्वीकार नहीं होंगे (${shown})। ${reasons('hi')}`,
    },
    remedy: {
      en: 'Mend what the findings under "verdicts" name, and send the whole request again.',
      hi: '"verdicts" में बताई गई बातें सुधारें और पूरा अनुरोध फिर भेजें।',
    },
    extensions: { verdicts: verdicts.map(verdictDocument) },
  };
}

function verdictDocument({ document, topic, findings }: GraphVerdict): Record<string, unknown> {
  return { graph: document, topic, findings: findings.map(findingDocument) };
}

function findingDocument(finding: Finding): Record<string, unknown> {
  const { severity, code, field, property, value, message, remedy } = finding;
  return { severity, code, field, property, value, message, remedy };
}

function protectedGraph(graph: string): Problem {
  return {
    status: 403,
    code: 'own-record',
    title: { en: 'This graph is written by the portal itself', hi: 'यह ग्राफ़ पोर्टल स्वयं लिखता है' },
    detail: {
      en: `Nothing was written: ${graph} comes from the portal's configuration and vocabulary.`,
      hi: `कुछ नहीं लिखा गया: ${graph} पोर्टल के विन्यास और शब्दावली से आता है।`,
    },
    remedy: {
      en: 'Change the configuration (title, description, publisher), or put further statements into a graph of your own.',
      hi: 'विन्यास (शीर्षक, विवरण, प्रकाशक) बदलें, या और कथन अपने किसी ग्राफ़ में लिखें।',
    },
  };
}

function preconditionFailed(): Problem {
  return {
    status: 412,
    code: 'precondition-failed',
    title: { en: 'The graph has changed', hi: 'ग्राफ़ बदल चुका है' },
    detail: {
      en: 'Nothing was written: the graph is not in the state that If-Match or If-None-Match names.',
      hi: 'कुछ नहीं लिखा गया: ग्राफ़ उस स्थिति में नहीं है जो If-Match या If-None-Match में है।',
    },
    remedy: {
      en: 'Fetch it again, make the change to what is there now, and send it with the new ETag.',
      hi: 'इसे फिर से लाएँ, वर्तमान सामग्री में परिवर्तन करें और नए ETag के साथ भेजें।',
    },
  };
}
