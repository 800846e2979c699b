import type { Text } from '../model/text.ts';
import { displayDate } from '../resources/display-value.ts';
import { linkField } from './link-field.ts';
import type { Negotiable } from './negotiate-format.ts';
import type { Problem } from './problem.ts';

/** Seconds after which a client may try again what is unavailable now. */
const retryAfter = 5;
function text(en: string, hi: string): Text {
  return { en, hi };
}

export function malformedUrl(): Problem {
  return {
    status: 400,
    code: 'malformed-url',
    title: text('The address is malformed', 'पता ठीक से नहीं लिखा गया है'),
    detail: text(
      'The path has a percent sign that is not followed by two hexadecimal digits, or bytes that are not UTF-8.',
      'पथ में ऐसा प्रतिशत चिह्न है जिसके बाद दो हेक्साडेसिमल अंक नहीं हैं, या ऐसे बाइट हैं जो UTF-8 नहीं हैं।',
    ),
    remedy: text(
      'Encode each byte of the UTF-8 form as %XX, and a percent sign itself as %25.',
      'UTF-8 रूप के हर बाइट को %XX लिखें, और प्रतिशत चिह्न को %25।',
    ),
  };
}

export function urlTooLong(limit: number): Problem {
  return {
    status: 414,
    code: 'url-too-long',
    title: text('The address is too long', 'पता बहुत लंबा है'),
    detail: text(`Addresses here have at most ${limit} characters.`, `यहाँ पते अधिकतम ${limit} वर्णों के होते हैं।`),
    remedy: text(
      'Send a long SPARQL query with POST; for anything else check the link.',
      'लंबी SPARQL क्वेरी POST से भेजें; अन्यथा लिंक जाँचें।',
    ),
  };
}

export function notFound(subject: string, catalogue: string): Problem {
  return {
    status: 404,
    code: 'not-found',
    title: text('Not found', 'नहीं मिला'),
    detail: text(`Nothing is published at ${subject}.`, `${subject} पर कुछ प्रकाशित नहीं है।`),
    remedy: text(
      `Check the spelling (upper and lower case differ), or start from the catalogue at ${catalogue}.`,
      `वर्तनी जाँचें (बड़े और छोटे अक्षर अलग हैं), या सूची ${catalogue} से आरंभ करें।`,
    ),
  };
}

export function gone(
  subject: string,
  when: string,
  catalogue: string,
  { reason, replacedBy }: { readonly reason?: string; readonly replacedBy?: string } = {},
): Problem {
  const why = reason === undefined ? text('', '') : text(` Reason: ${reason}`, ` कारण: ${reason}`);
  const instead =
    replacedBy === undefined
      ? text('', '')
      : text(` It is replaced by ${replacedBy}.`, ` इसके स्थान पर अब ${replacedBy} है।`);
  return {
    status: 410,
    code: 'gone',
    title: text('Withdrawn', 'वापस लिया गया'),
    detail: text(
      `${subject} was published here and was withdrawn on ${displayDate(when, 'en')}.${why.en}${instead.en}`,
      `${subject} यहाँ प्रकाशित था और ${displayDate(when, 'hi')} को वापस ले लिया गया।${why.hi}${instead.hi}`,
    ),
    remedy: text(
      `Remove it from your copy. What is published now is listed at ${catalogue}.`,
      `इसे अपनी प्रति से हटाएँ। अभी प्रकाशित रिकॉर्ड ${catalogue} पर हैं।`,
    ),
    extensions: { withdrawn: when },
  };
}

/** @param available what can be had instead: media type and, where it has an address of its own, that */
export function notAcceptable(
  available: readonly { readonly mediaType: string; readonly href?: string }[],
): Problem {
  const list = available.map(({ mediaType }) => mediaType).join(', ');
  const links = alternateLinks(available);
  return {
    status: 406,
    code: 'not-acceptable',
    title: text('No acceptable format', 'कोई स्वीकार्य प्रारूप नहीं'),
    detail: text(
      `None of the formats that the Accept field allows is there. There is: ${list}.`,
      `Accept में माँगा गया कोई प्रारूप उपलब्ध नहीं है। उपलब्ध हैं: ${list}।`,
    ),
    remedy: text(
      'Name one of these media types in Accept, or open one of the addresses listed.',
      'Accept में इनमें से कोई मीडिया प्रकार लिखें, या दिए गए पतों में से कोई खोलें।',
    ),
    ...(links !== '' && { headers: { Link: links } }),
    extensions: { available },
  };
}

function alternateLinks(
  available: readonly { readonly mediaType: string; readonly href?: string }[],
): string {
  return linkField(
    available.map(({ mediaType, href }) =>
      href === undefined ? '' : `<${href}>; rel="alternate"; type="${mediaType}"`,
    ),
  );
}

export function availableOf(formats: readonly Negotiable[]): { mediaType: string }[] {
  return formats.map(({ mediaType }) => ({ mediaType }));
}

export function methodNotAllowed(method: string, allowed: string): Problem {
  return {
    status: 405,
    code: 'method-not-allowed',
    title: text('Method not allowed', 'यह विधि मान्य नहीं'),
    detail: text(`${method} is not possible here.`, `यहाँ ${method} संभव नहीं है।`),
    remedy: text(`Use one of: ${allowed}.`, `इनमें से कोई प्रयोग करें: ${allowed}।`),
    headers: { Allow: allowed },
  };
}

export function unsupportedMediaType(mediaType: string, supported: string): Problem {
  return {
    status: 415,
    code: 'unsupported-media-type',
    title: text('Content type not supported', 'यह सामग्री-प्रकार समर्थित नहीं'),
    detail: text(
      mediaType === '' ? 'The request names no Content-Type.' : `The request body is ${mediaType}.`,
      mediaType === '' ? 'अनुरोध में Content-Type नहीं है।' : `अनुरोध का प्रकार ${mediaType} है।`,
    ),
    remedy: text(`Send ${supported}.`, `${supported} भेजें।`),
    headers: { 'Accept-Post': supported },
  };
}

export function bodyTooLarge(limit: number): Problem {
  return {
    status: 413,
    code: 'body-too-large',
    title: text('The request is too large', 'अनुरोध बहुत बड़ा है'),
    detail: text(`Requests here have at most ${limit} bytes.`, `यहाँ अनुरोध अधिकतम ${limit} बाइट के होते हैं।`),
    remedy: text('Split the query into smaller ones.', 'क्वेरी को छोटे भागों में बाँटें।'),
  };
}

export function badRequest(code: string, detail: Text, remedy: Text): Problem {
  return { status: 400, code, title: text('Bad request', 'अनुरोध ठीक नहीं है'), detail, remedy };
}

export function malformedQuery(message: string): Problem {
  return {
    status: 400,
    code: 'query-malformed',
    title: text('The query is malformed', 'क्वेरी ठीक से नहीं लिखी गई है'),
    detail: text(message, message),
    remedy: text(
      'Mend the query at the place named, and send it again.',
      'बताए गए स्थान पर क्वेरी सुधारें और फिर भेजें।',
    ),
  };
}

export function queryTimeout(message: string): Problem {
  return {
    status: 504,
    code: 'query-timeout',
    title: text('The query took too long', 'क्वेरी में बहुत समय लगा'),
    detail: text(message, message),
    remedy: text(
      'Ask for less: add a LIMIT, name the class or a property first, or take the dump and query your own copy.',
      'कम माँगें: LIMIT जोड़ें, पहले वर्ग या गुण बताएँ, या पूरा डंप लेकर अपनी प्रति में क्वेरी करें।',
    ),
  };
}

export function resultTooLarge(message: string): Problem {
  return {
    status: 422,
    code: 'result-too-large',
    title: text('The result is too large', 'परिणाम बहुत बड़ा है'),
    detail: text(message, message),
    remedy: text(
      'Ask for it in parts: ORDER BY with LIMIT and OFFSET; or take the dump.',
      'इसे भागों में माँगें: ORDER BY के साथ LIMIT और OFFSET; या पूरा डंप लें।',
    ),
  };
}

export function endpointRefused(message: string): Problem {
  return {
    status: 403,
    code: 'endpoint-refused',
    title: text('This address may not be asked', 'इस पते से पूछने की अनुमति नहीं'),
    detail: text(message, message),
    remedy: text(
      'Use an address that the operator allows, or fetch the data yourself: join it on your side, or send it.',
      'संचालक द्वारा अनुमत पते का प्रयोग करें, या डेटा स्वयं लाएँ: अपनी ओर जोड़ें, या भेजें।',
    ),
  };
}

export function endpointFailed(message: string): Problem {
  return {
    status: 502,
    code: 'endpoint-failed',
    title: text('Another server failed', 'दूसरा सर्वर विफल रहा'),
    detail: text(message, message),
    remedy: text(
      'Try again later, or write SERVICE SILENT (LOAD SILENT in an update) to go on without what it has.',
      'बाद में फिर प्रयास करें, या उसके बिना आगे बढ़ने के लिए SERVICE SILENT (अद्यतन में LOAD SILENT) लिखें।',
    ),
  };
}

export function sourceRefused(message: string): Problem {
  return {
    status: 403,
    code: 'source-refused',
    title: text('This source may not be read', 'इस स्रोत को पढ़ने की अनुमति नहीं'),
    detail: text(message, message),
    remedy: text(
      'Ask the operator of the portal to allow the address, or the source to let its catalogue be read.',
      'पोर्टल के संचालक से पते की अनुमति माँगें, या स्रोत से उसकी सूची पढ़ने देने को कहें।',
    ),
  };
}

export function sourceFailed(message: string): Problem {
  return {
    status: 502,
    code: 'source-failed',
    title: text('The source failed', 'स्रोत विफल रहा'),
    detail: text(message, message),
    remedy: text(
      'Nothing was lost: what was read of the source before stays. Try again later, or tell its operator.',
      'कुछ भी खोया नहीं: स्रोत से पहले पढ़ा गया डेटा बना हुआ है। बाद में फिर प्रयास करें, या उसके संचालक को बताएँ।',
    ),
  };
}

export function unavailable(code: string, detail: Text, extensions?: Record<string, unknown>): Problem {
  return {
    status: 503,
    code,
    title: text('Not available now', 'अभी उपलब्ध नहीं'),
    detail,
    remedy: text(
      `Try again after ${retryAfter} seconds. Pages, feeds and dumps answer meanwhile.`,
      `${retryAfter} सेकंड बाद फिर प्रयास करें। इस बीच पृष्ठ, फ़ीड और डंप उपलब्ध हैं।`,
    ),
    headers: { 'Retry-After': String(retryAfter) },
    ...(extensions && { extensions }),
  };
}

/** @param reference stands in the log beside the cause */
export function internalError(reference: string): Problem {
  return {
    status: 500,
    code: 'internal-error',
    title: text('Something went wrong here', 'यहाँ कुछ गड़बड़ हुई'),
    detail: text(
      `The request could not be answered because of a fault of this server (reference ${reference}).`,
      `इस सर्वर की त्रुटि के कारण उत्तर नहीं दिया जा सका (संदर्भ ${reference})।`,
    ),
    remedy: text(
      'Try again; if it stays, tell the operator the reference.',
      'फिर प्रयास करें; यदि समस्या बनी रहे तो संचालक को यह संदर्भ बताएँ।',
    ),
    extensions: { reference },
  };
}
