import type { Role } from '../access/role.ts';
import type { Text } from '../model/text.ts';
import type { Credentials } from './credentials.ts';
import type { Problem } from './problem.ts';

type Fault = Extract<Credentials, { type: 'malformed' }>['fault'];

function text(en: string, hi: string): Text {
  return { en, hi };
}

/**
 * Challenges of both schemes that take a token (RFC 6750 §3, RFC 7617 §2).
 * @param bearer attributes of the Bearer challenge; values in ASCII without `"` and `\`
 */
function challenges(bearer: Readonly<Record<string, string>> = {}): { 'WWW-Authenticate': string } {
  const attributes = Object.entries({ realm: 'fivestar', ...bearer }).map(
    ([name, value]) => `${name}="${value}"`,
  );
  return { 'WWW-Authenticate': `Bearer ${attributes.join(', ')}, Basic realm="fivestar", charset="UTF-8"` };
}

function sendAnother(role: string): Text {
  return text(
    `Send "Authorization: Bearer TOKEN". The operator of this portal makes a token with: fivestar token create --role ${role}`,
    `"Authorization: Bearer TOKEN" भेजें। पोर्टल का संचालक टोकन इस कमांड से बनाता है: fivestar token create --role ${role}`,
  );
}

/** No `error` attribute: the client did nothing wrong, it did not know (RFC 6750 §3.1). */
export function noToken(needed: Role): Problem {
  return {
    status: 401,
    code: 'no-token',
    title: text('A token is needed', 'टोकन आवश्यक है'),
    detail: text(
      `This needs a token with the role ${needed}; the request has none in its Authorization field.`,
      `इसके लिए ${needed} भूमिका वाला टोकन चाहिए; अनुरोध के Authorization शीर्ष में कोई टोकन नहीं है।`,
    ),
    remedy: sendAnother(needed),
    headers: challenges(),
  };
}

const faults: Readonly<Record<Fault, Text>> = {
  several: text(
    'The request has several Authorization values; which one is meant cannot be told.',
    'अनुरोध में एक से अधिक Authorization मान हैं; कौन-सा मान्य है यह तय नहीं हो सकता।',
  ),
  'no-token': text(
    'After "Bearer" there is no token, or something with characters that no token has. Perhaps the variable that should hold it is empty.',
    '"Bearer" के बाद टोकन नहीं है, या ऐसे वर्ण हैं जो किसी टोकन में नहीं होते। संभव है कि जिस चर में टोकन होना था वह खाली हो।',
  ),
  'not-basic': text(
    'After "Basic" there is no base64 of a user name, a colon and a password.',
    '"Basic" के बाद उपयोगकर्ता नाम, कोलन और पासवर्ड का base64 रूप नहीं है।',
  ),
};

export function malformedAuthorization(fault: Fault): Problem {
  return {
    status: 400,
    code: 'malformed-authorization',
    title: text('The Authorization field is malformed', 'Authorization शीर्ष ठीक से नहीं लिखा गया है'),
    detail: faults[fault],
    remedy: text(
      'Send one field "Authorization: Bearer TOKEN", or HTTP Basic with the token as its password.',
      'केवल एक शीर्ष "Authorization: Bearer TOKEN" भेजें, या HTTP Basic जिसमें पासवर्ड टोकन हो।',
    ),
    headers: challenges({
      error: 'invalid_request',
      error_description: 'The Authorization field is malformed',
    }),
  };
}

function invalidToken(code: string, challenge: string, detail: Text): Problem {
  return {
    status: 401,
    code,
    title: text('The token does not hold', 'टोकन मान्य नहीं है'),
    detail,
    remedy: sendAnother('ROLE'),
    headers: challenges({ error: 'invalid_token', error_description: challenge }),
  };
}

export function tokenUnknown(): Problem {
  return invalidToken(
    'token-unknown',
    'The token is not known here',
    text(
      'The token is not known here. Perhaps it was cut short while copying, or belongs to another portal.',
      'यह टोकन यहाँ ज्ञात नहीं है। संभव है कि कॉपी करते समय कट गया हो, या किसी अन्य पोर्टल का हो।',
    ),
  );
}

export function tokenExpired(at: string): Problem {
  return invalidToken(
    'token-expired',
    'The token has expired',
    text(`The token has expired at ${at}.`, `टोकन की अवधि ${at} को समाप्त हो गई।`),
  );
}

export function tokenRevoked(at: string): Problem {
  return invalidToken(
    'token-revoked',
    'The token was revoked',
    text(`The token was revoked at ${at}.`, `टोकन ${at} को रद्द कर दिया गया।`),
  );
}

export function roleTooSmall(role: Role, needed: Role): Problem {
  return {
    status: 403,
    code: 'role-too-small',
    title: text('The token does not allow this', 'टोकन इसकी अनुमति नहीं देता'),
    detail: text(
      `The token has the role ${role}; this needs the role ${needed}.`,
      `टोकन की भूमिका ${role} है; इसके लिए ${needed} भूमिका चाहिए।`,
    ),
    remedy: sendAnother(needed),
    headers: challenges({
      error: 'insufficient_scope',
      error_description: `The role ${needed} is needed`,
      scope: needed,
    }),
  };
}

export function foreignPage(): Problem {
  return {
    status: 403,
    code: 'foreign-page',
    title: text('Not from another site', 'किसी अन्य साइट से नहीं'),
    detail: text(
      'A page of another site has sent this with a password that the browser keeps. That may happen without your will, so it is refused.',
      'किसी अन्य साइट के पृष्ठ ने ब्राउज़र में रखे पासवर्ड के साथ यह अनुरोध भेजा है। यह आपकी इच्छा के बिना भी हो सकता है, इसलिए अस्वीकृत है।',
    ),
    remedy: text(
      'Let that page send "Authorization: Bearer TOKEN" of its own, or work from a page of this portal.',
      'वह पृष्ठ स्वयं "Authorization: Bearer TOKEN" भेजे, या इस पोर्टल के किसी पृष्ठ से काम करें।',
    ),
  };
}
