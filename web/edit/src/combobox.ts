import { html, render } from "lit";
import { fill, type Words } from "./words";

/** A record that a name may mean, as /edit/suggest answers. */
interface Suggestion {
  id: string;
  name: string;
  kind: string;
  aliases: string[] | null;
}

let made = 0;

/** Makes comboboxes (ARIA 1.2) of the inputs that look up names. */
export function enhanceComboboxes(root: ParentNode, words: Words): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-combobox]:not([role])")) new Combobox(input, words);
  if (root instanceof HTMLElement && !root.dataset.looksUp) {
    root.dataset.looksUp = "";
    root.addEventListener("rows-added", () => enhanceComboboxes(root, words));
  }
}

class Combobox {
  private readonly list = document.createElement("div");
  private readonly told = document.createElement("span");
  private found: Suggestion[] = [];
  private active = -1;
  private asked = 0;
  private timer = 0;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly words: Words,
  ) {
    const id = `names-${++made}`;
    this.list.id = id;
    this.list.setAttribute("role", "listbox");
    this.list.className = "names";
    this.list.hidden = true;
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent?.trim() ?? "");
    this.told.className = "visually-hidden";
    this.told.setAttribute("role", "status");
    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";
    input.after(this.list, this.told);
    input.addEventListener("input", () => {
      this.choose(null);
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.look(), 150);
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // A press on an option must not take the focus away from the input.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.take(Number(option.dataset.at));
    });
  }

  private async look(): Promise<void> {
    const q = this.input.value.trim();
    if (q === "") return this.close();
    const mine = ++this.asked;
    const url = new URL(this.input.dataset.combobox ?? "", location.href);
    url.searchParams.set("q", q);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== this.asked || document.activeElement !== this.input) return;
      this.found = (await answer.json()) as Suggestion[];
    } catch {
      return; // what is typed stays, and makes a new record
    }
    this.active = -1;
    this.show();
    this.told.textContent = this.found.length ? fill(this.words.found, { count: this.found.length }) : this.words.none_found;
  }

  private show(): void {
    const open = this.found.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    render(
      this.found.map((one, i) => html`<div role="option" id=${`${this.list.id}-${i}`} data-at=${i} aria-selected=${i === this.active} dir="auto"><b>${one.name}</b> <span class="n">${(one.aliases ?? []).join(" · ")}</span></div>`),
      this.list,
    );
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
  }

  private key(event: KeyboardEvent): void {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void this.look();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.show();
    } else if (event.key === "Enter" && open && this.active >= 0 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
    }
  }

  private take(at: number): void {
    const one = this.found[at];
    if (!one) return;
    this.input.value = one.name;
    this.choose(one);
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Keeps the id of the record beside its name; none for a name that is typed. */
  private choose(one: Suggestion | null): void {
    const id = this.input.parentElement?.querySelector<HTMLInputElement>('input[type="hidden"]');
    if (id) id.value = one?.id ?? "";
  }

  private close(): void {
    this.asked++;
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
