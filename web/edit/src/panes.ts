import type { Autosave } from "./autosave";

/**
 * Leads from pane to pane: F6 and Shift+F6 to the next and the last one, Ctrl or ⌘ and
 * Enter saves and goes on to the next sentence that nothing cites, Escape goes back to
 * the sentence that was used. The preview is loaded again when something is saved.
 */
export class Panes {
  constructor(
    private readonly main: HTMLElement,
    private readonly autosave: Autosave,
  ) {
    document.addEventListener("keydown", (event) => this.key(event));
    main.addEventListener("draft-saved", () => this.reload());
    this.arrive();
  }

  /** After words were used in the source pane the title of the event is next. */
  private arrive(): void {
    if (location.hash !== "#record" || !sessionStorage.getItem("dateline-sentence")) return;
    const record = this.main.querySelector<HTMLElement>('[data-pane="record"]');
    const first = record?.querySelector<HTMLElement>('form[data-autosave] :is(input:not([type=hidden]), textarea)');
    // The browser itself goes to the pane when it has loaded the page; who went elsewhere since stays there.
    const waits = (): boolean => document.activeElement === document.body || document.activeElement === record;
    addEventListener("load", () => setTimeout(() => waits() && first?.focus()));
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "F6") {
      event.preventDefault();
      this.next(event.shiftKey ? -1 : 1);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.autosave.saveAll().then(() => this.go(this.uncited()));
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      const used = sessionStorage.getItem("dateline-sentence");
      if (used && document.activeElement?.closest('[data-pane="record"]')) this.go(document.getElementById(used));
    }
  }

  private next(step: number): void {
    const panes = [...this.main.querySelectorAll<HTMLElement>("[data-pane]")].filter((pane) => pane.checkVisibility());
    const here = panes.findIndex((pane) => pane.contains(document.activeElement));
    panes[(here + step + panes.length) % panes.length]?.focus();
  }

  /** The next sentence that nothing cites, after the one that was used last. */
  private uncited(): HTMLElement | null {
    const sentences = [...this.main.querySelectorAll<HTMLElement>("li[data-start]")];
    const used = sentences.findIndex((one) => one.id === sessionStorage.getItem("dateline-sentence"));
    const after = [...sentences.slice(used + 1), ...sentences.slice(0, used + 1)];
    return after.find((one) => one.classList.contains("uncited") && one.id !== sentences[used]?.id) ?? null;
  }

  /** Leads to a sentence, which on a narrow screen is on another tab. */
  private go(sentence: HTMLElement | null): void {
    if (!sentence) return;
    if (!sentence.checkVisibility()) {
      const url = new URL(location.href);
      url.searchParams.set("pane", "source");
      url.hash = sentence.id;
      location.href = url.href;
      return;
    }
    sentence.querySelector<HTMLInputElement>("input")?.focus();
    sentence.scrollIntoView({ block: "nearest" });
  }

  private reload(): void {
    const frame = this.main.querySelector<HTMLIFrameElement>("iframe[data-preview]");
    frame?.contentWindow?.location.reload();
  }
}
