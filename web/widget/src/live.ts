/** Listens to what changes under a query, and tells the ids of events that did. */
export class Live {
  #source?: EventSource;
  #address = "";

  constructor(private readonly changed: (id: string) => void) {}

  start(address: string): void {
    if (this.#source && this.#address === address) return;
    this.stop();
    this.#address = address;
    this.#source = new EventSource(address);
    // A server without the stream answers 404; then the browser does not try
    // again, and the timeline simply stays as it was loaded.
    for (const name of ["update", "remove"]) {
      this.#source.addEventListener(name, (message) => this.#read((message as MessageEvent<string>).data));
    }
  }

  stop(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #read(data: string): void {
    try {
      const change = JSON.parse(data) as { id?: unknown };
      if (typeof change.id === "string") this.changed(change.id);
    } catch {
      // Not a change that this version knows.
    }
  }
}
