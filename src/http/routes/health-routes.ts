import { Router } from 'express';
import type { HttpContext } from '../http-context.ts';
import { sendBody } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/**
 * `/health/live`: the process answers. `/health/ready`: SPARQL answers too (503 until the engine has loaded).
 * `/metrics`: figures for Prometheus.
 */
export function healthRoutes(context: HttpContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  router.all('/health/live', readOnly(), (request, response) => {
    sendBody(request, response, 200, headers, json({ status: 'live' }));
  });
  router.all('/health/ready', readOnly(), (request, response) => {
    const engine = context.sparql.state();
    const store = { records: context.store.count(), sequence: context.store.sequence() };
    const status = engine.ready ? 'ready' : engine.problem && !engine.restoring ? 'failed' : 'loading';
    const retry = engine.ready ? {} : { 'Retry-After': '5' };
    sendBody(
      request,
      response,
      engine.ready ? 200 : 503,
      { ...headers, ...retry },
      json({ status, store, engine, ...(context.search && { search: context.search.state() }) }),
    );
  });
  router.all('/metrics', readOnly(), async (request, response) => {
    const { metrics } = context;
    const text = { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' };
    sendBody(request, response, 200, text, await metrics.text());
  });
  return router;
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
