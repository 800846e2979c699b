/** robots-parser 3.0.1 is CommonJS; its own types claim a `default` that it has not. */
declare module 'robots-parser' {
  interface Robots {
    /** `undefined` where the URL is of another server. */
    isAllowed(url: string, productToken: string): boolean | undefined;
    /** Seconds; any number at all. */
    getCrawlDelay(productToken: string): number | undefined;
    /** As they are written. */
    getSitemaps(): string[];
  }
  export default function robotsParser(url: string, text: string): Robots;
}
