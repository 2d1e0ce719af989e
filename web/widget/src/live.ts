const first = 2000; // milliseconds before another try; twice that before the next, and so on
const longest = 60_000;
const most = 10; // tries in a row that fail before the server is taken for one without the stream

/** Listens to what changes under a query, and tells the ids of events that did. */
export class Live {
  #source?: EventSource;
  #address = "";
  #last = ""; // id of the last change that came
  #failed = 0; // tries since there was a stream
  #timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly changed: (id: string) => void) {}

  start(address: string): void {
    if (this.#source && this.#address === address) return;
    this.stop();
    this.#address = address;
    this.#last = "";
    this.#failed = 0;
    this.#connect();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #connect(): void {
    const address = new URL(this.#address);
    if (this.#last) address.searchParams.set("since", this.#last); // a new EventSource does not say where the last one was
    const source = (this.#source = new EventSource(address));
    source.onopen = () => (this.#failed = 0);
    // A browser makes a lost connection again, but after an answer such as the
    // 502 of a proxy before a server that restarts, never.
    source.onerror = () => {
      if (source === this.#source && source.readyState === EventSource.CLOSED) this.#again();
    };
    for (const name of ["update", "remove"]) {
      source.addEventListener(name, (message) => this.#read(message as MessageEvent<string>));
    }
  }

  /** Tries again after a while, some of it random so that readers do not all come back at once. */
  #again(): void {
    if (this.#failed === most) return this.stop(); // the timeline simply stays as it is
    const pause = Math.min(first * 2 ** this.#failed++, longest);
    this.#timer = setTimeout(() => this.#connect(), pause * (1 + Math.random() / 2));
  }

  #read({ data, lastEventId }: MessageEvent<string>): void {
    this.#last = lastEventId || this.#last;
    try {
      const change = JSON.parse(data) as { id?: unknown };
      if (typeof change.id === "string") this.changed(change.id);
    } catch {
      // Not a change that this version knows.
    }
  }
}
