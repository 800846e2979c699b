import type { Iri } from '../vocabulary/iri.ts';
import { resourceMessages } from './pages/resource-messages.ts';
import type { Problem } from './problem.ts';
import { badRequest, notFound, unavailable } from './problems.ts';

export function iriRefused(wrong: 'missing' | 'malformed', example: string): Problem {
  const encoded = encodeURIComponent(example);
  return badRequest(`iri-${wrong}`, resourceMessages[wrong], {
    en: `Ask with ?iri= and an absolute IRI, percent-encoded; for example ?iri=${encoded}.`,
    hi: `?iri= के साथ पूर्ण IRI प्रतिशत-कूट में दें; जैसे ?iri=${encoded}।`,
  });
}

export function iriUnknown(iri: Iri, catalogue: string): Problem {
  return {
    ...notFound(iri, catalogue),
    detail: {
      en: `Nothing that is published here says anything about ${iri}.`,
      hi: `यहाँ प्रकाशित कोई भी कथन ${iri} के बारे में नहीं है।`,
    },
  };
}

export function engineNeeded(): Problem {
  return unavailable('engine-loading', {
    en: 'No record is indexed under this IRI, and the query engine, which holds every statement, is still loading.',
    hi: 'इस IRI के लिए कोई रिकॉर्ड अनुक्रमित नहीं है, और क्वेरी इंजन, जिसमें हर कथन है, अभी लोड हो रहा है।',
  });
}
