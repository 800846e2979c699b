import type { Text } from '../model/text.ts';
import { type HubAnswer, longestAddress } from '../push/subscribe.ts';
import type { Problem } from './problem.ts';
import { badRequest } from './problems.ts';

function text(en: string, hi: string): Text {
  return { en, hi };
}

const how = text(
  'POST a form with hub.mode (subscribe or unsubscribe), hub.topic (a feed of this portal) and hub.callback (your own http or https address); hub.lease_seconds and hub.secret may be added.',
  'POST फ़ॉर्म में hub.mode (subscribe या unsubscribe), hub.topic (इस पोर्टल की फ़ीड) और hub.callback (आपका अपना http या https पता) भेजें; hub.lease_seconds और hub.secret भी जोड़े जा सकते हैं।',
);

export function parameterMissing(name: string): Problem {
  return badRequest(
    'hub-parameter-missing',
    text(`The form must have ${name} exactly once.`, `फ़ॉर्म में ${name} ठीक एक बार होना चाहिए।`),
    how,
  );
}

export function unknownMode(mode: string): Problem {
  return badRequest(
    'hub-mode-unknown',
    mode === 'publish'
      ? text(
          'This hub distributes the feeds of this portal only, and sees their changes itself: nothing has to be announced.',
          'यह हब केवल इसी पोर्टल की फ़ीड भेजता है और उनके परिवर्तन स्वयं देखता है: कुछ घोषित करने की आवश्यकता नहीं।',
        )
      : text(
          `hub.mode is neither subscribe nor unsubscribe: "${mode.slice(0, 100)}".`,
          `hub.mode न subscribe है न unsubscribe: "${mode.slice(0, 100)}"।`,
        ),
    how,
  );
}

export function badLease(value: string): Problem {
  return badRequest(
    'hub-lease-malformed',
    text(
      `hub.lease_seconds must be a whole number of seconds above 0, not "${value.slice(0, 100)}".`,
      `hub.lease_seconds शून्य से बड़ी पूर्ण संख्या (सेकंड) होनी चाहिए, "${value.slice(0, 100)}" नहीं।`,
    ),
    text('Leave it out for ten days.', 'दस दिन के लिए इसे छोड़ दें।'),
  );
}

export function secretTooLong(): Problem {
  return badRequest(
    'hub-secret-too-long',
    text(
      'hub.secret must have between 1 and 199 bytes (WebSub §5.1).',
      'hub.secret में 1 से 199 बाइट होने चाहिए (WebSub §5.1)।',
    ),
    text(
      'Use a random secret of 32 bytes in hexadecimal digits.',
      '32 बाइट का यादृच्छिक रहस्य हेक्साडेसिमल अंकों में लिखें।',
    ),
  );
}

/** What the hub cannot take up, put into words. */
export function hubRefusal(
  answer: Exclude<HubAnswer, { type: 'accepted' }>,
  request: { readonly topic: string },
  hub: string,
): Problem {
  switch (answer.type) {
    case 'unknown-topic':
      return {
        status: 404,
        code: 'hub-topic-unknown',
        title: text('No such feed', 'ऐसी कोई फ़ीड नहीं'),
        detail: text(
          `hub.topic is no feed of this portal: ${request.topic.slice(0, longestAddress)}`,
          `hub.topic इस पोर्टल की फ़ीड नहीं है: ${request.topic.slice(0, longestAddress)}`,
        ),
        remedy: text(
          `Take the address that the feed names as rel="self"; the feeds are listed at ${hub}.`,
          `फ़ीड में rel="self" के रूप में दिया पता लें; फ़ीड ${hub} पर सूचीबद्ध हैं।`,
        ),
      };
    case 'callback-refused':
      return {
        status: 403,
        code: 'hub-callback-refused',
        title: text('The callback cannot be called', 'कॉलबैक पते को बुलाया नहीं जा सकता'),
        detail: text(answer.reason, answer.reason),
        remedy: text(
          'Name a callback that can be reached from the public Internet by http or https, without a user name in it.',
          'ऐसा कॉलबैक दें जो सार्वजनिक इंटरनेट से http या https द्वारा पहुँच में हो और जिसमें उपयोगकर्ता नाम न हो।',
        ),
      };
    case 'too-many':
      return tooMany(answer.of);
  }
}

const crowds: Readonly<Record<Extract<HubAnswer, { type: 'too-many' }>['of'], Text>> = {
  total: text('There are as many subscriptions as this hub takes.', 'इस हब की सदस्यता-सीमा पूरी हो गई है।'),
  host: text(
    'There are as many subscriptions to this host as this hub takes.',
    'इस होस्ट के लिए सदस्यता-सीमा पूरी हो गई है।',
  ),
  unverified: text(
    'Too many requests wait for the answers of their callbacks.',
    'बहुत से अनुरोध अपने कॉलबैक के उत्तर की प्रतीक्षा में हैं।',
  ),
};

function tooMany(of: Extract<HubAnswer, { type: 'too-many' }>['of']): Problem {
  return {
    status: of === 'total' ? 503 : 429,
    code: 'hub-too-many',
    title: text('Too many subscriptions', 'बहुत अधिक सदस्यताएँ'),
    detail: crowds[of],
    remedy: text(
      'Try again later; end subscriptions that you do not need, or subscribe to one feed of everything.',
      'बाद में फिर प्रयास करें; अनावश्यक सदस्यताएँ समाप्त करें, या सब परिवर्तनों की एक ही फ़ीड लें।',
    ),
    headers: { 'Retry-After': of === 'unverified' ? '60' : '3600' },
  };
}

export function tooOften(milliseconds: number): Problem {
  const seconds = Math.ceil(milliseconds / 1_000);
  return {
    status: 429,
    code: 'too-many-requests',
    title: text('Too many requests', 'बहुत अधिक अनुरोध'),
    detail: text(
      'This address has sent more requests than are taken up in a minute.',
      'इस पते से एक मिनट में स्वीकार्य से अधिक अनुरोध आए हैं।',
    ),
    remedy: text(`Go on after ${seconds} seconds.`, `${seconds} सेकंड बाद आगे बढ़ें।`),
    headers: { 'Retry-After': String(seconds) },
  };
}

export const noPush = text(
  'This server sends no changes and takes no notifications.',
  'यह सर्वर न परिवर्तन भेजता है, न सूचनाएँ लेता है।',
);
