/**
 * The origin that this very script came from. import.meta.url would tell, but
 * it is a syntax error in a classic script, and one file has to be both. A
 * classic script is document.currentScript while it runs; in a module, the
 * first address in an error's stack is that of the code that made it.
 */
export const scriptOrigin: string = (() => {
  const script = document.currentScript;
  const classic = script instanceof HTMLScriptElement ? script.src : "";
  const address = classic || /https?:\/\/[^\s()@]+/.exec(new Error().stack ?? "")?.[0];
  return address ? new URL(address).origin : "";
})();

/** A server's address without its final slash, or undefined for what is no web address. */
export function serverAddress(src: string): string | undefined {
  try {
    const url = new URL(src || scriptOrigin, document.baseURI);
    return /^https?:$/.test(url.protocol) ? (url.origin + url.pathname).replace(/\/+$/, "") : undefined;
  } catch {
    return undefined;
  }
}
