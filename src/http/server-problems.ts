import type { Text } from '../model/text.ts';
import type { Problem } from './problem.ts';
import { bodyTooLarge, methodNotAllowed } from './problems.ts';
import type { ServerLimits } from './server-limits.ts';

/** Seconds after which a client may try again where there are too many connections. */
const retryAfter = 5;

function problem(
  status: number,
  code: string,
  texts: { readonly title: Text; readonly detail: Text; readonly remedy: Text },
): Problem {
  return { status, code, ...texts };
}

const sendAgain: Text = {
  en: 'Send the request again, whole and without pauses.',
  hi: 'अनुरोध फिर से, पूरा और बिना रुके भेजें।',
};

export function notHttp(): Problem {
  return problem(400, 'malformed-request', {
    title: { en: 'This is no HTTP/1.1 request', hi: 'यह HTTP/1.1 अनुरोध नहीं है' },
    detail: {
      en: 'The request line, a header field or the framing of the body is not as RFC 9112 says.',
      hi: 'अनुरोध की पंक्ति, कोई शीर्ष या सामग्री की सीमा RFC 9112 के अनुसार नहीं है।',
    },
    remedy: {
      en: 'End lines with CR LF, percent-encode what is not ASCII in the address, and state the length of a body once.',
      hi: 'पंक्तियाँ CR LF से समाप्त करें, पते में जो ASCII नहीं है उसे %XX लिखें, और सामग्री की लंबाई एक ही बार बताएँ।',
    },
  });
}

export function oneHost(): Problem {
  return problem(400, 'host-missing', {
    title: { en: 'The request names no single host', hi: 'अनुरोध में एक ही होस्ट नहीं है' },
    detail: {
      en: 'A request of HTTP/1.1 has exactly one header field Host (RFC 9112 §3.2).',
      hi: 'HTTP/1.1 के अनुरोध में Host शीर्ष ठीक एक बार होता है (RFC 9112 §3.2)।',
    },
    remedy: { en: 'Send Host once.', hi: 'Host एक बार भेजें।' },
  });
}

export function headTooLarge({ headBytes, fieldBytes, fields }: ServerLimits): Problem {
  return problem(431, 'head-too-large', {
    title: { en: 'The address or the header fields are too long', hi: 'पता या शीर्ष बहुत लंबे हैं' },
    detail: {
      en: `There may be ${fields} header fields of together ${fieldBytes} bytes; with the address ${headBytes} bytes.`,
      hi: `अधिकतम ${fields} शीर्ष, कुल ${fieldBytes} बाइट के; पते सहित ${headBytes} बाइट।`,
    },
    remedy: {
      en: 'Leave out what is not needed (cookies are of no use here), and send a long SPARQL query with POST.',
      hi: 'जो आवश्यक नहीं उसे हटाएँ (कुकी यहाँ काम नहीं आतीं), और लंबी SPARQL क्वेरी POST से भेजें।',
    },
  });
}

export function tooSlow(): Problem {
  return problem(408, 'request-timeout', {
    title: { en: 'The request did not arrive in time', hi: 'अनुरोध समय पर नहीं पहुँचा' },
    detail: {
      en: 'The connection was kept open, but the request on it did not come to its end.',
      hi: 'संपर्क खुला था, पर अनुरोध पूरा नहीं आया।',
    },
    remedy: sendAgain,
  });
}

export function otherVersion(version: string): Problem {
  return problem(505, 'http-version', {
    title: { en: 'HTTP version not supported', hi: 'HTTP का यह संस्करण समर्थित नहीं' },
    detail: {
      en: `The request says HTTP/${version}; this server speaks HTTP/1.1 and HTTP/1.0.`,
      hi: `अनुरोध HTTP/${version} का है; यह सर्वर HTTP/1.1 और HTTP/1.0 समझता है।`,
    },
    remedy: { en: 'Use HTTP/1.1.', hi: 'HTTP/1.1 का प्रयोग करें।' },
  });
}

export function otherTransferCoding(): Problem {
  return problem(501, 'transfer-coding', {
    title: { en: 'Transfer coding not supported', hi: 'यह Transfer-Encoding समर्थित नहीं' },
    detail: {
      en: 'Of the transfer codings this server reads "chunked" alone, in HTTP/1.1.',
      hi: 'यह सर्वर Transfer-Encoding में केवल "chunked" समझता है, HTTP/1.1 में।',
    },
    remedy: {
      en: 'Send the body with Content-Length or chunked; if it is compressed, say so in Content-Encoding.',
      hi: 'सामग्री Content-Length के साथ या chunked भेजें; संपीड़ित हो तो Content-Encoding में लिखें।',
    },
  });
}

export function otherExpectation(): Problem {
  return problem(417, 'expectation-failed', {
    title: { en: 'The expectation cannot be met', hi: 'अपेक्षा पूरी नहीं हो सकती' },
    detail: {
      en: 'Of the field Expect this server knows "100-continue" alone.',
      hi: 'Expect शीर्ष में यह सर्वर केवल "100-continue" जानता है।',
    },
    remedy: { en: 'Leave the field Expect out.', hi: 'Expect शीर्ष हटाएँ।' },
  });
}

export function tooManyConnections(): Problem {
  return {
    ...problem(503, 'too-many-connections', {
      title: { en: 'Too many connections', hi: 'बहुत अधिक संपर्क' },
      detail: {
        en: 'As many connections are open as this server keeps at once, and none of them is idle.',
        hi: 'जितने संपर्क यह सर्वर एक साथ रखता है उतने खुले हैं, और कोई खाली नहीं है।',
      },
      remedy: {
        en: `Try again after ${retryAfter} seconds, with few connections that are used for several requests each.`,
        hi: `${retryAfter} सेकंड बाद फिर प्रयास करें; कम संपर्क रखें और हर एक पर कई अनुरोध भेजें।`,
      },
    }),
    headers: { 'Retry-After': String(retryAfter) },
  };
}

export function noTunnel(): Problem {
  return methodNotAllowed('CONNECT', 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE');
}

/** What the parser's error codes mean (llhttp, Node.js). */
export function problemOfParser(code: string | undefined, limits: ServerLimits): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return headTooLarge(limits);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return bodyTooLarge(limits.bodyBytes);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow();
    case 'HPE_PAUSED_H2_UPGRADE':
      return otherVersion('2.0');
    default:
      return notHttp();
  }
}
