/** What the tests use of ckan.js 0.2.3, which brings no types. */
declare module 'ckan' {
  type Done = (error: unknown, answer: { readonly success: boolean; readonly result: unknown }) => void;
  class Client {
    constructor(endpoint: string, apiKey?: string);
    action(name: string, data: object, done: Done): void;
  }
  const ckan: { readonly Client: typeof Client };
  export default ckan;
}
