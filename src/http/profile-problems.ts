import { profiles } from '../profiles/profiles.ts';
import type { Problem } from './problem.ts';
import { badRequest } from './problems.ts';

/** The address names a profile that there is not (DX-PROF-CONNEG §7.2). */
export function unknownProfile(name: string): Problem {
  const known = profiles.map(({ token }) => token).join(', ');
  const shown = name.slice(0, 200);
  return badRequest(
    'unknown-profile',
    { en: `There is no profile "${shown}".`, hi: `"${shown}" नाम की कोई प्रोफ़ाइल नहीं है।` },
    {
      en: `Name one of: ${known}; or its IRI; or leave it out.`,
      hi: `इनमें से कोई लिखें: ${known}; या उसका IRI; या इसे छोड़ दें।`,
    },
  );
}
