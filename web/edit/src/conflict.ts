import { html, render } from "lit";
import type { Conflicted } from "./state";
import { fill, type Words } from "./words";

/**
 * Asks which of two is to be for each field that somebody else has changed too. Nothing
 * is chosen beforehand. Where theirs is chosen the field takes it; then save is called.
 */
export function showConflict(form: HTMLFormElement, told: Conflicted, words: Words, save: () => void): void {
  form.querySelector("[data-conflict]")?.remove();
  const place = document.createElement("div");
  place.dataset.conflict = "";
  place.tabIndex = -1;
  form.prepend(place);
  const choice = (field: string, side: string, label: string, value: string) =>
    html`<label class="choice"><input type="radio" name=${`conflict-${field}`} value=${side} required /> <span><b>${label}</b> <span dir="auto">${value}</span></span></label>`;
  render(
    html`<p role="alert">${fill(words.conflict, { name: told.by })}</p>
      ${told.conflicts.map(
        (one) => html`<fieldset>
          <legend>${one.label}</legend>
          ${choice(one.field, "mine", words.mine, one.mine)} ${choice(one.field, "theirs", words.theirs, one.theirs)}
        </fieldset>`,
      )}
      <button class="button button--main" type="button" @click=${decide}>${words.keep}</button>`,
    place,
  );
  place.focus();

  function decide(): void {
    const chosen = told.conflicts.map((one) => ({ ...one, side: place.querySelector<HTMLInputElement>(`input[name="conflict-${CSS.escape(one.field)}"]:checked`)?.value }));
    const open = chosen.find((one) => !one.side);
    if (open) {
      place.querySelector<HTMLInputElement>(`input[name="conflict-${CSS.escape(open.field)}"]`)?.focus();
      return;
    }
    for (const one of chosen) {
      const field = form.elements.namedItem(one.field);
      if (one.side === "theirs" && field && "value" in field) field.value = one.theirs;
    }
    const since = form.querySelector<HTMLInputElement>('input[name="since"]');
    if (since) since.value = String(told.since);
    place.remove();
    save();
  }
}
