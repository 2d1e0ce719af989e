const name = "dateline-texts";
const store = "texts";

/** Why a text could not be kept: the browser keeps nothing, or has no room. */
export class NotKept extends Error {
  constructor(readonly why: "none" | "full") {
    super(`the browser ${why === "none" ? "keeps nothing" : "has no room"}`);
  }
}

/**
 * The texts that this browser alone has, by their digests: a digest says which text is
 * meant whatever its source is called, and a source gets another id when it is published.
 */
export class Shelf {
  private opened: Promise<IDBDatabase> | undefined;

  /** The text with a digest; null where this browser has none. */
  async get(digest: string): Promise<string | null> {
    try {
      const database = await this.open();
      return await new Promise((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).get(digest);
        request.onsuccess = () => resolve((request.result as string | undefined) ?? null);
        request.onerror = () => reject(new NotKept("none"));
      });
    } catch {
      return null;
    }
  }

  /** Keeps a text, and asks the browser not to throw it away. It fails with NotKept. */
  async put(digest: string, text: string): Promise<void> {
    await this.change((texts) => texts.put(text, digest));
    void navigator.storage?.persist?.();
  }

  async remove(digest: string): Promise<void> {
    await this.change((texts) => texts.delete(digest));
  }

  private async change(act: (texts: IDBObjectStore) => IDBRequest): Promise<void> {
    const database = await this.open();
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(store, "readwrite");
      transaction.oncomplete = () => resolve();
      // What there is no room for may fail as late as here.
      transaction.onabort = () => reject(new NotKept(transaction.error?.name === "QuotaExceededError" ? "full" : "none"));
      act(transaction.objectStore(store));
    });
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise((resolve, reject) => {
      const none = (): void => {
        this.opened = undefined; // the next one may succeed
        reject(new NotKept("none"));
      };
      if (!("indexedDB" in globalThis)) return none();
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = none;
      request.onblocked = none;
    });
    return this.opened;
  }
}

/** Whether a browser can keep a text and tell its digest: on https and localhost alone. */
export function canKeep(): boolean {
  return "indexedDB" in globalThis && globalThis.crypto?.subtle !== undefined;
}
