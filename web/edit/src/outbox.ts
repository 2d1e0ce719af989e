/** A form as it was typed and not yet taken by the server. */
export interface Letter {
  action: string;
  body: string; // application/x-www-form-urlencoded
  at: number;
  page: number; // when the page was loaded that it was typed in
}

const store = "letters";

/**
 * Keeps what was typed in the browser's own database until the server has it, so that
 * neither a lost connection nor a closed tab loses a word. A form has one letter: what
 * was typed last has all of it. Where the browser keeps nothing (private windows of
 * some) it is kept for as long as the page is open.
 */
export class Outbox {
  private readonly database: Promise<IDBDatabase | null>;
  private readonly kept = new Map<string, Letter>();

  constructor(private readonly story: string) {
    this.database = new Promise((resolve) => {
      const request = indexedDB.open("dateline-edit", 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    });
  }

  async put(letter: Letter): Promise<void> {
    this.kept.set(letter.action, letter);
    await this.run("readwrite", (letters) => letters.put(letter, this.key(letter.action)));
  }

  /** Forgets a letter that the server has, unless a later one took its place. */
  async remove(letter: Letter): Promise<void> {
    if (this.kept.get(letter.action)?.at !== letter.at) return;
    this.kept.delete(letter.action);
    await this.run("readwrite", (letters) => letters.delete(this.key(letter.action)));
  }

  /** The letters of this story, those of earlier visits too. */
  async all(): Promise<Letter[]> {
    const range = IDBKeyRange.bound(`${this.story}\n`, `${this.story}\n\uffff`);
    const found = (await this.run<Letter[]>("readonly", (letters) => letters.getAll(range))) ?? [];
    for (const letter of found) if (!this.kept.has(letter.action)) this.kept.set(letter.action, letter);
    return [...this.kept.values()].sort((a, b) => a.at - b.at);
  }

  private key(action: string): string {
    return `${this.story}\n${action}`;
  }

  private async run<T>(mode: IDBTransactionMode, act: (letters: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    const database = await this.database;
    if (!database) return undefined;
    return new Promise((resolve) => {
      const request = act(database.transaction(store, mode).objectStore(store));
      request.onsuccess = () => resolve(request.result as T);
      request.onerror = () => resolve(undefined);
    });
  }
}
