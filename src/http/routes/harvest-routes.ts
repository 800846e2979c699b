import { Router } from 'express';
import { documentFormats } from '../formats.ts';
import { answerHarvest } from '../harvest-answers.ts';
import type { HttpContext } from '../http-context.ts';
import { sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/**
 * `/harvest`: the sources that are harvested; `/harvest/{source}`: one, with its runs; `/harvest/{source}/{run}`: the
 * report of a run. Negotiated, or by extension.
 */
export function harvestRoutes(context: HttpContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const extensions = documentFormats.map(({ extension }) => extension).join('|');
  const address = new RegExp(
    `^/harvest(?:/([a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?)(?:/([1-9]\\d{0,8}))?)?(?:\\.(${extensions}))?$`,
  );
  router.all(address, readOnly(), (request, response) => {
    // Groups that are not there are absent, whatever the types of Express say.
    const [name, run, extension] = [0, 1, 2].map((at) => request.params[at] as string | undefined);
    const answer = answerHarvest(context, request, {
      ...(name !== undefined && { name }),
      ...(run !== undefined && { run: Number(run) }),
      ...(extension !== undefined && { extension }),
    });
    sendRepresentation(request, response, answer);
  });
  return router;
}
